import { type ScheduleFacts, samplerFacts, samplerLabelled, scheduleFacts } from "@danfang/domain";

export interface SamplerAndSchedule {
  /** What is left of the name once the schedules are cut off its end. */
  readonly sampler: string;
  /** Internal name: "karras", "automatic". */
  readonly schedule: string;
  /** There is no such sampler; AUTOMATIC1111 would silently take the first of its list. */
  readonly isUnknown: boolean;
}

/**
 * Splits `DPM++ 2M Karras` into sampler and schedule, as AUTOMATIC1111 keeps them for processing: a suffix of the name
 * beats the `Schedule type` field, and suffixes are tried once each, in the order of the list.
 *
 * Source: AUTOMATIC1111 v1.10.1 `get_sampler_and_scheduler`; an unknown rest is kept here, and said, not replaced.
 */
export function splitSampler(sampler: string | undefined, scheduleType: string | undefined): SamplerAndSchedule {
  let rest = sampler ?? samplerFacts[0].label;
  let schedule: string | undefined = scheduleFacts.find(
    ({ label, name }) => label === scheduleType || name === scheduleType,
  )?.name;
  for (const { label, name, aliases = [] } of scheduleFacts as readonly ScheduleFacts[]) {
    const suffix = [label, name, ...aliases].find((text) => rest.endsWith(` ${text}`));
    if (suffix === undefined) continue;
    rest = rest.slice(0, -suffix.length - 1);
    schedule = name;
  }
  return { sampler: rest, schedule: schedule ?? "automatic", isUnknown: samplerLabelled(rest) === undefined };
}
