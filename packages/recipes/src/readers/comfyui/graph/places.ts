import type { Json } from "../../../json/parse-json.ts";
import type { Facet } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";
import { chosenInput } from "./choices.ts";
import { type Graph, type GraphNode, isLink, type Link, nodeAt } from "./graph.ts";
import { inputNamed, inputOf, linksOf, outputOf } from "./inputs.ts";
import { Values } from "./values.ts";

/** A graph with its values, and the types of nodes that were met and not known. */
export interface Reader {
  readonly graph: Graph;
  readonly values: Values;
  readonly unknown: Set<string>;
  /** Where links lead, by what was asked of them. */
  readonly known: Map<string, Place | undefined>;
}

/** What reads one graph. */
export const readerOf = (graph: Graph): Reader => ({
  graph,
  values: new Values(graph),
  unknown: new Set(),
  known: new Map(),
});

/** A node, and what is asked of it. */
export interface Place {
  readonly node: GraphNode;
  readonly facet: Facet;
}

/** Where a link leads, past everything that only hands on. Two outputs of one node are two places. */
export function placeAt({ graph, values, known }: Reader, from: Json | undefined, facet: Facet): Place | undefined {
  let [input, meant] = [from, facet];
  let place: Place | undefined;
  const passed: string[] = [];
  for (;;) {
    const node = nodeAt(graph, input);
    if (!node || !isLink(input)) break;
    const key = JSON.stringify([node.id, input[1], meant]);
    if (known.has(key)) {
      place = known.get(key);
      break;
    }
    known.set(key, undefined); // links in a circle lead nowhere
    passed.push(key);
    meant = outputOf(node, input[1]) ?? sideOf(node, input[1], meant);
    const chosen = chosenInput(node, values);
    if (!chosen) {
      place = { node, facet: meant };
      break;
    }
    input = chosen.input;
  }
  for (const key of passed) known.set(key, place);
  return place;
}

/** A node that is not known and takes both conditionings hands both on, the positive one first. */
function sideOf(node: GraphNode, slot: number, facet: Facet): Facet {
  if (rowOf(node.type) || !/^(positive|negative|conditioning)$/.test(facet)) return facet;
  if (!isLink(inputOf(node, "positive")) || !isLink(inputNamed(node, "negative"))) return facet;
  return slot === 1 ? "negative" : "positive";
}

const pictures: readonly Facet[] = ["latent", "image"];
const guesses: Partial<Readonly<Record<Facet, RegExp>>> = {
  model: /^(?!.*(upscale|control|clip|vision|style|sam|detect)).*model/i,
  clip: /^(?!.*vision).*clip/i,
  vae: /vae/i,
  positive: /pos|cond/i,
  negative: /neg|cond/i,
  conditioning: /cond/i,
  latent: /latent|samples|image|pixels/i,
  image: /latent|samples|image|pixels/i,
};

/** A way further up: an input, and what came in by it. */
export interface Step {
  readonly link: Link;
  readonly facet: Facet;
}

/** What a place is made of: the inputs through which the same thing came in. */
export function stepsUp({ node, facet }: Place): readonly Step[] {
  const row = rowOf(node.type);
  const by = (one: Facet): readonly Step[] => linksOf(node, one).map((link) => ({ link, facet: one }));
  const isPicture = pictures.includes(facet);
  const own = isPicture && !row?.isBundle ? [...by("latent"), ...by("image")] : by(facet);
  if (own.length > 0) return own;
  if (/^(positive|negative)$/.test(facet) && !row?.isBundle && by("conditioning").length > 0)
    return by("conditioning").map(({ link }) => ({ link, facet }));
  const piped = [
    ...linksOf(node, "pipe"),
    ...(isPicture ? [] : [...linksOf(node, "upscaler"), ...linksOf(node, "guider")]),
  ];
  const handed = piped.length > 0 ? piped : row ? [] : guessedLinks(node, facet);
  const inside = facet === "image" && row?.does?.startsWith("sample") ? "latent" : facet;
  return handed.map((link) => ({ link, facet: inside }));
}

/** Of a node that is not known: inputs whose names sound like it, else the one without a name or for anything. */
function guessedLinks(node: GraphNode, facet: Facet): readonly Link[] {
  const plain = [inputNamed(node, ""), inputOf(node, "any")].filter(isLink);
  const guess = guesses[facet];
  const named = Object.entries(node.inputs).flatMap(([name, json]) =>
    guess?.test(name) && isLink(json) ? [json] : [],
  );
  return named.length > 0 ? named : plain;
}
