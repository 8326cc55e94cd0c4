import { isObject, type Json, type JsonObject } from "../../json/parse-json.ts";

/** A node of what ComfyUI ran. */
export interface GraphNode {
  readonly id: string;
  readonly type: string;
  readonly inputs: JsonObject;
}
export type Graph = ReadonlyMap<string, GraphNode>;

/** An API graph, `{"3": {"class_type": …, "inputs": …}}`; undefined for any other object. */
export function graphOf(json: JsonObject): Graph | undefined {
  const nodes = Object.entries(json).flatMap(([id, node]) =>
    isObject(node) && typeof node.class_type === "string"
      ? [[id, { id, type: node.class_type, inputs: isObject(node.inputs) ? node.inputs : {} }] as const]
      : [],
  );
  return nodes.length > 0 ? new Map(nodes) : undefined;
}

export const isLink = (json: Json | undefined): json is readonly [string | number, number] =>
  Array.isArray(json) && json.length === 2 && /^(string|number)$/.test(typeof json[0]) && typeof json[1] === "number";

/** The node that an input comes from. */
export const nodeAt = (graph: Graph, input: Json | undefined): GraphNode | undefined =>
  isLink(input) ? graph.get(String(input[0])) : undefined;

/** What nodes hand on that only carry a value: primitives, texts, reroutes. */
const carried = [
  "value",
  "seed",
  "noise_seed",
  "int",
  "float",
  "number",
  "text",
  "string",
  "prompt",
  "populated_text",
  "wildcard_text",
  "Text",
  "String",
  "",
];
const deepest = 64;

/** An input's own value, or that of the primitive it comes from. */
export function valueAt(graph: Graph, input: Json | undefined): Json | undefined {
  let value = input;
  for (let depth = 0; isLink(value) && depth < deepest; depth++) {
    const node: GraphNode | undefined = nodeAt(graph, value);
    value = carried.map((key) => node?.inputs[key]).find((one) => one !== undefined && one !== null);
  }
  return isLink(value) ? undefined : value;
}

/** Where to look first for what a picture was made of. */
const pictureInputs = ["images", "image", "pixels", "samples", "latent_image", "latent", ""];

/** The nodes that a picture comes from, nearest first, up to and with those that are `isEnd`. */
export function* upstream(graph: Graph, from: GraphNode, isEnd: (node: GraphNode) => boolean): Generator<GraphNode> {
  const seen = new Set<GraphNode>([from]);
  for (const node of seen) {
    if (node !== from) yield node;
    if (node !== from && isEnd(node)) continue;
    for (const key of pictureInputs) {
      const next = nodeAt(graph, node.inputs[key]);
      if (next) seen.add(next); // a set is walked through while it grows
    }
  }
}
