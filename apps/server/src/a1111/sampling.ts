import { samplers, schedules } from "@danfang/engine";
import { samplerNames, splitSampler } from "@danfang/recipes";
import { notYet } from "./errors.ts";

export interface Sampling {
  readonly sampler: string;
  readonly schedule: string;
}

/**
 * The sampler and schedule that a request's names mean. Fused names (`DPM++ 2M Karras`) are split; a name that
 * AUTOMATIC1111 does not have becomes DPM++ 2M, as there; one that it has and we do not is an error, for another sampler
 * is another picture. Source: AUTOMATIC1111 v1.10.1 `get_sampler_and_scheduler`.
 */
export function samplingOf(samplerName: string, scheduler: string | null): Sampling {
  const { sampler, schedule, isUnknown } = splitSampler(samplerName, scheduler ?? undefined);
  const wanted = isUnknown ? samplerNames[0]!.label : sampler;
  if (!samplers.some(({ label }) => label === wanted)) throw notYet(`The sampler ${wanted}`);
  if (!schedules.some(({ name }) => name === schedule)) throw notYet(`The schedule ${schedule}`);
  return { sampler: wanted, schedule };
}

export interface SamplerParameters {
  readonly eta: number | null;
  readonly s_churn: number | null;
  readonly s_noise: number | null;
  readonly s_min_uncond: number | null;
}

const churning: ReadonlySet<string> = new Set(["Euler", "Heun", "DPM2"]);
const ancestral: ReadonlySet<string> = new Set(["Euler a", "DPM2 a", "DPM++ 2S a"]);

/** Refuses parameters that would change this sampler's picture and cannot be set yet; clients send the others always. */
export function checkSamplerParameters(sampler: string, p: SamplerParameters): void {
  const usualEta = sampler === "DDIM" ? 0 : ancestral.has(sampler) ? 1 : undefined;
  if (p.eta !== null && usualEta !== undefined && p.eta !== usualEta) throw notYet(`eta ${p.eta} for ${sampler}`);
  const churns = churning.has(sampler) && (p.s_churn ?? 0) !== 0;
  if (churns) throw notYet(`s_churn ${p.s_churn}`);
  if ((p.s_noise ?? 1) !== 1 && ancestral.has(sampler)) throw notYet(`s_noise ${p.s_noise}`);
  if ((p.s_min_uncond ?? 0) !== 0) throw notYet(`s_min_uncond ${p.s_min_uncond}`);
}
