import { chosen, numberOf, textOf } from "../../../json/fields.ts";
import type { GraphNode } from "../graph/graph.ts";
import { inputOf } from "../graph/inputs.ts";
import type { Place, Reader } from "../graph/places.ts";
import { rowOf } from "../nodes/node-table.ts";
import { isSampler, passOf } from "./passes.ts";
import { chain } from "./upstream.ts";

/** More detailers than anybody uses. */
const mostDetailers = 50;

/** Nodes that paint parts of the picture again; those that are not known are told by their names. */
const isDetailing = (place: Place): boolean => {
  const row = rowOf(place.node.type);
  return row ? row.does === "detail" : /detailer/i.test(place.node.type) && !isSampler(place);
};

/** `FaceDetailer` → what it was told, one entry for each; a second of a kind is `FaceDetailer 2`. */
export function detailersOf(reader: Reader, places: readonly Place[]): Record<string, string> {
  const nodes = [...new Set(places.filter(isDetailing).map(({ node }) => node))].reverse().slice(0, mostDetailers);
  const counts = new Map<string, number>();
  return Object.fromEntries(
    nodes.map((node) => {
      const count = (counts.get(node.type) ?? 0) + 1;
      counts.set(node.type, count);
      return [count === 1 ? node.type : `${node.type} ${count}`, printDetailer(reader, node)];
    }),
  );
}

function printDetailer(reader: Reader, node: GraphNode): string {
  const pass = passOf(reader, node);
  const entries = {
    Model: detectorOf(reader, node),
    Steps: pass.steps,
    Sampler: pass.sampler,
    "Schedule type": pass.schedule,
    "CFG scale": pass.cfgScale,
    Seed: pass.seed,
    "Denoising strength": numberOf(pass.denoise),
  };
  return Object.entries(entries)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]))
    .join(", ");
}

/** The model that finds what is painted again, at the node or in its pipe. */
function detectorOf(reader: Reader, node: GraphNode): string | undefined {
  for (const { node: detector } of chain(reader, { node, facet: "detector" })) {
    const name = chosen(textOf(reader.values.at(inputOf(detector, "upscalerName"), "text")));
    if (name !== undefined) return name;
  }
  return undefined;
}
