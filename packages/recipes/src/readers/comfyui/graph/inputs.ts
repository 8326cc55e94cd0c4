import { ownValue } from "@danfang/domain";
import type { Json } from "../../../json/parse-json.ts";
import type { Facet } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";
import { usualInputs } from "../nodes/usual-inputs.ts";
import { type GraphNode, isLink, type Link } from "./graph.ts";

/** What a node's inputs of this meaning are called; a leading blank stands for the input without a name. */
const inputNames = (node: GraphNode, facet: Facet): readonly string[] =>
  namesIn(rowOf(node.type)?.inputs?.[facet] ?? usualInputs[facet]);

export const namesIn = (names: string): readonly string[] => (names === "" ? [] : names.split(" "));

/** The input of this name, if it says anything. */
export function inputNamed(node: GraphNode, name: string): Json | undefined {
  const json = ownValue(node.inputs, name);
  return json === null ? undefined : json;
}

/** The first input of this meaning that a node has. */
export function inputOf(node: GraphNode, facet: Facet): Json | undefined {
  for (const name of inputNames(node, facet)) {
    const json = inputNamed(node, name);
    if (json !== undefined) return json;
  }
  return undefined;
}

/** Where the inputs of this meaning come from. */
export const linksOf = (node: GraphNode, facet: Facet): readonly Link[] =>
  inputNames(node, facet)
    .map((name) => inputNamed(node, name))
    .filter(isLink);

/** Whether an output hands on several things at once. */
export function isPipe(node: GraphNode, slot: number): boolean {
  const row = rowOf(node.type);
  return row?.isBundle === true || namesIn(row?.outputs ?? "")[slot] === "pipe";
}

/** What holds several things: what is meant is what was asked for. */
const parcels: ReadonlySet<Facet> = new Set<Facet>(["pipe", "any", "guider", "upscaler"]);

/** What a link out of this node hands on, where the output says so. */
export function outputOf(node: GraphNode, slot: number): Facet | undefined {
  const outputs = rowOf(node.type)?.outputs;
  const said = outputs === undefined ? undefined : (namesIn(outputs)[slot] as Facet | undefined);
  return said !== undefined && parcels.has(said) ? undefined : said;
}
