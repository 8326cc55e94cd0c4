import { type FieldPath, fieldAt } from "./fields/index.ts";
import { samplerLabelled } from "./samplers.ts";
import { scheduleNamed } from "./schedules.ts";

/** One pass of an order: a sampler's label, and a schedule's internal name. */
export interface Pass {
  readonly sampler: string;
  readonly schedule: string;
}

/** Whether one of the passes does anything with a field; most fields are for every sampler and schedule. */
export function isRead(path: FieldPath, passes: readonly Pass[]): boolean {
  if (fieldAt(path).readBy === undefined) return true;
  return passes.some((pass) => readsOf(pass).some((knob) => `knobs.${knob}` === path));
}

function readsOf({ sampler: label, schedule: name }: Pass) {
  const sampler = samplerLabelled(label);
  const schedule = scheduleNamed((name === "automatic" ? sampler?.schedule : undefined) ?? name);
  return [...(sampler?.reads ?? []), ...(schedule?.reads ?? [])];
}
