import { samplerFacts } from "@danfang/domain";
import { splitSampler } from "@danfang/recipes";

export interface Sampling {
  readonly sampler: string;
  readonly schedule: string;
}

/**
 * The sampler and schedule that a request's names mean. Fused names (`DPM++ 2M Karras`) are split; a name that nobody has
 * becomes DPM++ 2M, as in AUTOMATIC1111. Source: v1.10.1 `get_sampler_and_scheduler`.
 */
export function samplingOf(samplerName: string, scheduler: string | null): Sampling {
  const { sampler, schedule, isUnknown } = splitSampler(samplerName, scheduler ?? undefined);
  return { sampler: isUnknown ? samplerFacts[0].label : sampler, schedule };
}
