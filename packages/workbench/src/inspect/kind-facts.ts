import { defined } from "@danfang/domain";
import type { TensorEntry } from "@danfang/formats";
import type { Identity } from "@danfang/weights";
import type { Inspection } from "./inspection.ts";

type Tensors = ReadonlyMap<string, Pick<TensorEntry, "name" | "shape">>;
type KindFacts = Pick<Inspection, "vectors" | "width" | "layers" | "alpha">;

/** What only files of some kinds have. */
export function kindFactsOf({ kind, lora }: Pick<Identity, "kind" | "lora">, tensors: Tensors): KindFacts {
  if (kind === "embedding") return vectorsOf(tensors);
  if (kind === "hypernetwork") return { layers: layersOf(tensors) };
  return defined({ alpha: lora?.alpha });
}

/** Of all parts together, as prompts count them: of XL's two, vectors once and widths added. */
function vectorsOf(tensors: Tensors): KindFacts {
  const shapes = [...tensors.values()].map(({ shape }) => shape).filter(({ length }) => length === 1 || length === 2);
  const width = shapes.reduce((sum, shape) => sum + (shape.at(-1) ?? 0), 0);
  return shapes.length === 0 ? {} : { vectors: Math.max(...shapes.map(rowsOf)), width };
}
const rowsOf = (shape: readonly number[]): number => (shape.length === 1 ? 1 : (shape[0] ?? 1));

/** Each width that is changed, and how wide its layers are: `768 → 1536 → 768`. */
function layersOf(tensors: Tensors): string[] {
  const byWidth = new Map<string, number[]>();
  for (const { name, shape } of tensors.values()) {
    const [, width, half, last = ""] = /^(\d+)\.(\d)\.linear([\w.]*)$/.exec(name) ?? [];
    const [out] = shape;
    if (width === undefined || half !== "0" || !last.endsWith("weight") || shape.length !== 2 || out === undefined)
      continue;
    byWidth.set(width, [...(byWidth.get(width) ?? [Number(width)]), out]);
  }
  return [...byWidth.values()].map((widths) => widths.join(" → "));
}
