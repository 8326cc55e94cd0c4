import { nearest, ownValue } from "@danfang/domain";
import { samplingErrors } from "./errors.ts";
import type { Sampler } from "./sampler.ts";
import { samplers } from "./samplers/index.ts";
import { type Schedule, schedules } from "./schedules/index.ts";

/** A sampler, and the schedule if the name said one. */
export interface SamplerChoice {
  readonly sampler: Sampler;
  readonly schedule: Schedule | undefined;
}

/**
 * A sampler by label or alias, in any case; also by the fused names of before AUTOMATIC1111 1.9, "DPM++ 2M Karras" and
 * `k_dpmpp_2m_ka`. Errors: `engine/unknownSampler`.
 */
export function findSampler(name: string): SamplerChoice {
  const wanted = plain(name);
  const sampler = samplerNamed.get(wanted);
  if (sampler) return { sampler, schedule: undefined };
  for (const [suffix, schedule] of fusedSuffixes) {
    const fused = wanted.endsWith(suffix) ? samplerNamed.get(wanted.slice(0, -suffix.length)) : undefined;
    if (fused) return { sampler: fused, schedule };
  }
  throw samplingErrors.unknownSampler({ name: shorten(name), nearest: nearest(shorten(name), labels(samplers)) });
}

/** A schedule by internal name, label or alias, in any case. Errors: `engine/unknownSchedule`. */
export function findSchedule(name: string): Schedule {
  const schedule = scheduleNamed.get(plain(name));
  if (schedule) return schedule;
  throw samplingErrors.unknownSchedule({ name: shorten(name), nearest: nearest(shorten(name), labels(schedules)) });
}

/**
 * What a request's two names mean together; a schedule fused into the sampler's name wins over the other, as in
 * AUTOMATIC1111. The schedule may be "Automatic": see `scheduleFor`. Errors: `engine/unknownSampler`,
 * `engine/unknownSchedule`.
 */
export function findSampling(
  samplerName: string,
  scheduleName = "automatic",
): { sampler: Sampler; schedule: Schedule } {
  const { sampler, schedule } = findSampler(samplerName);
  return { sampler, schedule: schedule ?? findSchedule(scheduleName) };
}

/** The schedule that is walked: "Automatic" is the sampler's own. */
export const scheduleFor = (sampler: Sampler, schedule: Schedule): Schedule =>
  schedule.name === "automatic" && sampler.schedule ? findSchedule(sampler.schedule) : schedule;

const plain = (name: string) => name.trim().toLowerCase();
/** An error shows a stranger's name, not a stranger's megabyte. */
const shorten = (name: string) => name.trim().slice(0, 100);
const labels = (list: readonly { readonly label: string }[]) => list.map(({ label }) => label);

const samplerNamed: ReadonlyMap<string, Sampler> = new Map(
  samplers.flatMap((s) => [s.label, ...s.aliases].map((name) => [plain(name), s] as const)),
);
const scheduleNamed: ReadonlyMap<string, Schedule> = new Map(
  schedules.flatMap((s) => [s.name, s.label, ...(s.aliases ?? [])].map((name) => [plain(name), s] as const)),
);
/** Ends of fused names: any name after a space, or the abbreviation after an alias. */
const abbreviations: Readonly<Record<string, string>> = { karras: "_ka", exponential: "_exp" };
const fusedSuffixes: readonly (readonly [string, Schedule])[] = schedules.flatMap((schedule) => {
  const names = [schedule.label, schedule.name, ...(schedule.aliases ?? [])].map((name) => ` ${plain(name)}`);
  const abbreviation = ownValue(abbreviations, schedule.name);
  return [...names, ...(abbreviation ? [abbreviation] : [])].map((suffix) => [suffix, schedule] as const);
});
