/** An output of a node: its number, and which of its outputs. */
export type Output = readonly [node: string, slot: number];
export type Input = string | number | bigint | boolean | Output;

/** What ComfyUI runs: nodes by their numbers, in the order in which they were added. */
export class GraphBuilder {
  readonly #nodes: Record<string, unknown> = {};
  #count = 0;

  /** Adds a node and returns its outputs by number. */
  add(type: string, title: string, inputs: Readonly<Record<string, Input>>): (slot: number) => Output {
    const id = String(++this.#count);
    this.#nodes[id] = { class_type: type, inputs, _meta: { title } };
    return (slot) => [id, slot];
  }

  /** As `POST /prompt` takes it, and ComfyUI's page when the file is dropped on it. */
  print(): string {
    return printJson(this.#nodes, "");
  }
}

/** JSON in which whole numbers of any size are numbers. */
function printJson(value: unknown, indent: string): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one) => printJson(one, indent)).join(", ")}]`;
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, one]) => `${inner}${JSON.stringify(key)}: ${printJson(one, inner)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}
