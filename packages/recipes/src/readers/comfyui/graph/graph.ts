import { isObject, type Json, type JsonObject } from "../../../json/parse-json.ts";

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

/** From which node an input comes, and from which of its outputs. */
export type Link = readonly [string | number, number];
export const isLink = (json: Json | undefined): json is Link =>
  Array.isArray(json) && json.length === 2 && /^(string|number)$/.test(typeof json[0]) && typeof json[1] === "number";

/** The node that an input comes from. */
export const nodeAt = (graph: Graph, input: Json | undefined): GraphNode | undefined =>
  isLink(input) ? graph.get(String(input[0])) : undefined;
