import { numberOf, seedOf, textOf } from "../../json/fields.ts";
import type { Json } from "../../json/parse-json.ts";
import { type Graph, type GraphNode, nodeAt, valueAt } from "./graph.ts";

/** One pass over a latent. */
export interface Pass {
  readonly node: GraphNode;
  readonly seed: number | string | undefined;
  readonly steps: number | undefined;
  readonly sampler: string | undefined;
  readonly schedule: string | undefined;
  readonly cfgScale: number | undefined;
  readonly denoise: number | undefined;
  readonly model: Json | undefined;
  readonly positive: Json | undefined;
  readonly negative: Json | undefined;
}

/** Schedules that are nodes of their own. */
const schedulers: ReadonlyMap<string, string> = new Map([
  ["SDTurboScheduler", "turbo"],
  ["KarrasScheduler", "karras"],
  ["ExponentialScheduler", "exponential"],
  ["PolyexponentialScheduler", "polyexponential"],
  ["BetaSamplingScheduler", "beta"],
  ["AlignYourStepsScheduler", "align_your_steps"],
  ["GITSScheduler", "align_your_steps_GITS"],
]);

/** KSampler and its kin, SamplerCustom, SamplerCustomAdvanced: whatever takes a latent and makes one out of noise. */
export const isSampler = ({ type, inputs }: GraphNode): boolean =>
  !/detailer/i.test(type) &&
  (inputs.sampler_name !== undefined || inputs.sampler !== undefined) &&
  (inputs.latent_image !== undefined || inputs.latent !== undefined || /sampler/i.test(type));

export function passOf(graph: Graph, node: GraphNode): Pass {
  const { inputs } = node;
  const guider = nodeAt(graph, inputs.guider);
  const sigmas = nodeAt(graph, inputs.sigmas);
  const noise = nodeAt(graph, inputs.noise);
  const select = nodeAt(graph, inputs.sampler);
  const value = (...found: (Json | undefined)[]) =>
    valueAt(
      graph,
      found.find((one) => one !== undefined),
    );
  const whole = (json: Json | undefined) => {
    const number = numberOf(json);
    return Number.isSafeInteger(number) ? number : undefined;
  };
  return {
    node,
    seed: seedOf(value(inputs.seed, inputs.noise_seed, noise?.inputs.noise_seed, noise?.inputs.seed)),
    steps: whole(value(inputs.steps, sigmas?.inputs.steps)),
    sampler: textOf(value(inputs.sampler_name, select?.inputs.sampler_name, select?.inputs.solver)),
    schedule: textOf(value(inputs.scheduler, sigmas?.inputs.scheduler)) ?? (sigmas && schedulers.get(sigmas.type)),
    cfgScale: numberOf(value(inputs.cfg, guider?.inputs.cfg)),
    denoise: numberOf(value(inputs.denoise, sigmas?.inputs.denoise)),
    model: inputs.model ?? guider?.inputs.model,
    positive: inputs.positive ?? guider?.inputs.positive ?? guider?.inputs.conditioning,
    negative: inputs.negative ?? guider?.inputs.negative,
  };
}
