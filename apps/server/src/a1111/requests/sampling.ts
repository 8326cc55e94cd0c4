import { samplers, schedules } from "@danfang/engine";
import { samplerNames, splitSampler } from "@danfang/recipes";
import { notYet } from "../errors.ts";

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
