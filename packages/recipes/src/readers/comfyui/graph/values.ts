import { textOf } from "../../../json/fields.ts";
import type { Json } from "../../../json/parse-json.ts";
import type { Facet, TextRule } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";
import type { Asking } from "./asking.ts";
import { chosenInput, numberedNames } from "./choices.ts";
import { type Graph, type GraphNode, isLink, nodeAt } from "./graph.ts";
import { inputNamed, inputOf, isPipe, linksOf, outputOf } from "./inputs.ts";
import { sizeOf } from "./sizes.ts";

/** How far values are followed, and how long a joined text may become: far more than any graph needs. */
const deepest = 128;
const longest = 200_000;

/** What nodes that carry a value of any kind call it. */
const carried: readonly Facet[] = ["value", "text"];

/** Values of one graph. What was followed once is remembered, so a graph is read in linear time, whatever its shape. */
export class Values implements Asking {
  readonly #graph: Graph;
  readonly #known = new Map<string, Json | undefined>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** What an input says: its own value, or that of the node it comes from. */
  at(input: Json | undefined, facet?: Facet, depth = 0): Json | undefined {
    if (!isLink(input)) return input ?? undefined;
    const node = nodeAt(this.#graph, input);
    if (!node || depth > deepest) return undefined;
    const meant = outputOf(node, input[1]) ?? facet;
    const isPiped = isPipe(node, input[1]);
    const key = JSON.stringify([node.id, input[1], meant ?? ""]);
    if (this.#known.has(key)) return this.#known.get(key);
    this.#known.set(key, undefined); // a graph that leads back to itself says nothing
    const value = this.#from(node, meant, isPiped, depth + 1);
    this.#known.set(key, value);
    return value;
  }

  /** What a node says of something: by an input of its own, or by what it gets through a pipe. */
  of(node: GraphNode, facet: Facet, depth = 0): Json | undefined {
    const said = rowOf(node.type)?.says?.[facet];
    if (said !== undefined) return said;
    const own = inputOf(node, facet);
    if (own !== undefined) return this.at(own, facet, depth);
    for (const link of linksOf(node, "pipe")) {
      const value = this.at(link, facet, depth + 1);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #from(node: GraphNode, facet: Facet | undefined, isPiped: boolean, depth: number): Json | undefined {
    const row = rowOf(node.type);
    const chosen = chosenInput(node, this, depth);
    if (chosen) return this.at(chosen.input, facet, depth);
    if (row?.text) return this.#text(node, row.text, depth);
    if (row?.size && (facet === "width" || facet === "height")) return sizeOf(node, this)?.[facet];
    if (facet !== undefined && !carried.includes(facet)) {
      const value = this.of(node, facet, depth);
      if (value !== undefined || isPiped) return value;
    }
    for (const one of facet === undefined ? [...carried, "seed" as const] : carried) {
      const value = this.of(node, one, depth);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  #text(node: GraphNode, rule: TextRule, depth: number): string | undefined {
    const said = (name: string) => textOf(this.at(inputNamed(node, name), "text", depth));
    if ("replaceIn" in rule) {
      const [text, find] = [said(rule.replaceIn), said(rule.find)];
      return find ? text?.replaceAll(find, () => said(rule.by) ?? "").slice(0, longest) : text;
    }
    const isTrimmed = rule.trimmedIf !== undefined && String(this.at(inputNamed(node, rule.trimmedIf))) === "true";
    const parts = numberedNames(node, rule.join).flatMap((name) => {
      const part = said(name);
      const text = isTrimmed ? part?.trim() : part;
      return text === undefined || (rule.skipsEmpty && text === "") ? [] : [text];
    });
    const between = (rule.by === undefined ? undefined : said(rule.by)) ?? rule.between ?? "";
    return parts.length > 0 ? parts.join(between.replaceAll("\\n", "\n")).slice(0, longest) : undefined;
  }
}
