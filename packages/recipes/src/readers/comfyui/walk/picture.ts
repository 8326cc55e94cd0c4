import { type GraphNode, isLink } from "../graph/graph.ts";
import { inputNamed, linksOf } from "../graph/inputs.ts";
import type { Place, Reader } from "../graph/places.ts";
import { rowOf } from "../nodes/node-table.ts";
import { isSampler } from "./passes.ts";
import { upstream } from "./upstream.ts";

/** The picture that was saved: all it came from, nearest first, and the passes among it. */
export interface Picture {
  readonly places: readonly Place[];
  readonly passes: readonly GraphNode[];
  /** Types of nodes on the way that are not known, not even by their inputs. */
  readonly unknown: readonly string[];
}

/** Sinks that are looked at: far more than any graph has. */
const mostSinks = 50;

type Sink = "save" | "preview";
function sinkOf(node: GraphNode): Sink | undefined {
  const does = rowOf(node.type)?.does;
  if (does === "save" || does === "preview") return does;
  const takesPicture = inputNamed(node, "images") !== undefined || inputNamed(node, "image") !== undefined;
  if (rowOf(node.type) || !takesPicture || !/save|preview|combine/i.test(node.type)) return undefined;
  return /preview/i.test(node.type) ? "preview" : "save";
}

/** What was saved; else what was only looked at; else what the last sampler made. Of several that of most passes. */
export function pictureOf(reader: Reader): Picture | undefined {
  const nodes = [...reader.graph.values()];
  for (const kind of ["save", "preview"] satisfies readonly Sink[]) {
    const sinks = nodes.filter((node) => sinkOf(node) === kind).slice(0, mostSinks);
    const found = longest(sinks.map((sink) => pictureFrom(reader, linksOf(sink, "image"), sink)));
    if (found) return found;
  }
  const samplers = nodes.filter((node) => isSampler({ node, facet: "latent" }));
  const used = usedNodes(nodes);
  const last = samplers.filter(({ id }) => !used.has(id)).slice(0, mostSinks);
  return longest([...last, ...samplers.slice(0, 1)].map((node) => pictureFrom(reader, [[node.id, 0]], node)));
}

function longest(pictures: readonly Picture[]): Picture | undefined {
  const [first] = pictures.toSorted((a, b) => b.passes.length - a.passes.length);
  return first && first.passes.length > 0 ? first : undefined;
}

function pictureFrom(reader: Reader, from: Parameters<typeof upstream>[1], sink: GraphNode): Picture {
  const unknown = new Set<string>();
  const places = [...upstream({ ...reader, unknown }, from, "image")];
  const own = isSampler({ node: sink, facet: "latent" }) ? [{ node: sink, facet: "latent" as const }] : [];
  const all = places.some(({ node }) => node === sink) ? places : [...own, ...places];
  const passes = [...new Set(all.filter(isSampler).map(({ node }) => node))];
  for (const { type } of passes) unknown.delete(type);
  return { places: all, passes, unknown: [...unknown] };
}

/** Nodes whose outputs another node takes. */
const usedNodes = (nodes: readonly GraphNode[]): ReadonlySet<string> =>
  new Set(
    nodes.flatMap(({ inputs }) => Object.values(inputs).flatMap((json) => (isLink(json) ? [String(json[0])] : []))),
  );
