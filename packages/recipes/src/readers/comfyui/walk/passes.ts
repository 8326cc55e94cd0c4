import { numberOf, seedOf, textOf } from "../../../json/fields.ts";
import type { Json } from "../../../json/parse-json.ts";
import type { GraphNode } from "../graph/graph.ts";
import { inputNamed, inputOf, linksOf } from "../graph/inputs.ts";
import { type Place, placeAt, type Reader } from "../graph/places.ts";
import { wholeOf } from "../graph/sizes.ts";
import type { Facet } from "../nodes/node-row.ts";
import { rowOf } from "../nodes/node-table.ts";
import { chain } from "./upstream.ts";

/** One pass over a latent. */
export interface Pass {
  readonly node: GraphNode;
  readonly seed: number | string | undefined;
  readonly steps: number | undefined;
  readonly sampler: string | undefined;
  readonly schedule: string | undefined;
  readonly cfgScale: number | undefined;
  readonly secondCfg: number | undefined;
  readonly denoise: number | undefined;
  readonly startStep: number | undefined;
  /** The node that holds model and conditionings: the sampler, or its guider. */
  readonly holder: GraphNode;
}

/** KSampler and its kin, SamplerCustom, SamplerCustomAdvanced: whatever takes a latent and makes one out of noise. */
export function isSampler({ node }: Place): boolean {
  const row = rowOf(node.type);
  if (row) return row.does === "sample" || row.does === "sampleLarger";
  const takesLatent = inputNamed(node, "latent_image") !== undefined || inputNamed(node, "latent") !== undefined;
  const isNamed = inputNamed(node, "sampler_name") !== undefined || inputNamed(node, "sampler") !== undefined;
  return !/detailer/i.test(node.type) && isNamed && (takesLatent || /sampler/i.test(node.type));
}

/** Nodes that say parts of a pass. */
const parts: readonly Facet[] = ["guider", "noise", "samplerNode", "sigmas", "upscaler"];

export function passOf(reader: Reader, node: GraphNode): Pass {
  const held = parts.flatMap((facet) =>
    linksOf(node, facet).flatMap((link) => [...chain(reader, placeAt(reader, link, facet))].map((place) => place.node)),
  );
  const say = (facet: Facet): Json | undefined => {
    for (const one of [node, ...held]) {
      const value = reader.values.of(one, facet);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const holdsModel = (one: GraphNode) => linksOf(one, "positive").length > 0 || linksOf(one, "pipe").length > 0;
  return {
    node,
    seed: seedOf(say("seed")),
    steps: wholeOf(say("steps")),
    sampler: textOf(say("sampler")),
    schedule: textOf(say("schedule")),
    cfgScale: numberOf(say("cfg")),
    secondCfg: numberOf(say("secondCfg")),
    denoise: numberOf(say("denoise")),
    startStep: wholeOf(say("startStep")),
    holder: [node, ...held].find(holdsModel) ?? [node, ...held].find((one) => inputOf(one, "model")) ?? node,
  };
}
