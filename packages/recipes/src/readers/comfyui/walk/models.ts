import type { Recipe } from "@danfang/domain";
import { chosen, textOf } from "../../../json/fields.ts";
import { mostModels } from "../../../most.ts";
import type { GraphNode } from "../graph/graph.ts";
import { inputOf } from "../graph/inputs.ts";
import type { Place, Reader } from "../graph/places.ts";
import { rowOf } from "../nodes/node-table.ts";
import { type Loras, lorasOf } from "./loras.ts";
import { chain } from "./upstream.ts";

/** What a model goes through on its way to the sampler. */
export interface ModelChain {
  readonly checkpoint: Recipe["checkpoint"] | undefined;
  /** In the order in which they act. */
  readonly loras: Loras;
}

export function modelChain(reader: Reader, from: Place | undefined): ModelChain {
  const loras: Loras[] = [];
  let count = 0;
  for (const { node } of chain(reader, from)) {
    const own = lorasOf(reader, node);
    if (own) loras.push(own.slice(0, mostModels - count));
    count += own?.length ?? 0;
    if (count > mostModels) break;
    const isOverridden = rowOf(node.type)?.inputs?.model !== undefined && inputOf(node, "model") !== undefined;
    const name = isOverridden ? undefined : checkpointIn(reader, node);
    if (name !== undefined) return { checkpoint: { name }, loras: loras.reverse().flat() };
    if (!own && !rowOf(node.type) && node !== from?.node) reader.unknown.add(node.type);
  }
  return { checkpoint: undefined, loras: loras.reverse().flat() };
}

function checkpointIn({ values }: Reader, node: GraphNode): string | undefined {
  const row = rowOf(node.type);
  if (row?.isBundle) return undefined;
  return chosen(textOf(values.at(inputOf(node, "checkpoint"), "checkpoint")));
}

/** Of a VAE that has a loader of its own. */
export function vaeAt(reader: Reader, from: Place | undefined): Recipe["vae"] | undefined {
  for (const { node } of chain(reader, from)) {
    const name = chosen(textOf(reader.values.at(inputOf(node, "vaeName"), "vaeName")));
    if (name !== undefined) return { name };
    if (checkpointIn(reader, node) !== undefined) return undefined;
  }
  return undefined;
}

/** ComfyUI counts layers from the end, −n. */
export function clipSkipAt(reader: Reader, from: Place | undefined): number | undefined {
  for (const { node } of chain(reader, from)) {
    const stop = Number(reader.values.at(inputOf(node, "clipSkip"), "clipSkip") ?? Number.NaN);
    if (Number.isSafeInteger(stop) && stop !== 0) return Math.abs(stop);
    if (checkpointIn(reader, node) !== undefined) return undefined;
  }
  return undefined;
}
