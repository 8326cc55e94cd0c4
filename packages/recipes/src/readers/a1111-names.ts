import { samplerLabelled, scheduleNamed } from "@danfang/domain";

/**
 * The label for `Schedule type`: of the schedule actually used, so "automatic" under DPM++ 2M prints `Karras`. A name that
 * is not known is printed as it is.
 */
export function printScheduleType(sampler: string | undefined, schedule: string): string {
  const automatic = schedule === "automatic" && sampler !== undefined;
  const used = (automatic && samplerLabelled(sampler)?.schedule) || schedule;
  return scheduleNamed(used)?.label ?? used;
}
