/** A sampler as AUTOMATIC1111 lists it. `defaultSchedule` is what "Automatic" stands for, where it stands for something. */
export interface SamplerName {
  readonly label: string;
  readonly defaultSchedule?: string;
  /** Its noise takes the ENSD setting ("eta noise seed delta") into account. */
  readonly usesEtaNoiseSeedDelta?: true;
}

export interface ScheduleName {
  readonly label: string;
  readonly name: string;
  readonly alias?: string;
}

/** Samplers in AUTOMATIC1111's order; the first is what it falls back to. Source: v1.10.1 `sd_samplers*.py`. */
export const samplerNames: readonly SamplerName[] = [
  { label: "DPM++ 2M", defaultSchedule: "karras" },
  { label: "DPM++ SDE", defaultSchedule: "karras" },
  { label: "DPM++ 2M SDE", defaultSchedule: "exponential" },
  { label: "DPM++ 2M SDE Heun", defaultSchedule: "exponential" },
  { label: "DPM++ 2S a", defaultSchedule: "karras", usesEtaNoiseSeedDelta: true },
  { label: "DPM++ 3M SDE", defaultSchedule: "exponential" },
  { label: "Euler a", usesEtaNoiseSeedDelta: true },
  { label: "Euler" },
  { label: "LMS" },
  { label: "Heun" },
  { label: "DPM2", defaultSchedule: "karras" },
  { label: "DPM2 a", defaultSchedule: "karras", usesEtaNoiseSeedDelta: true },
  { label: "DPM fast", usesEtaNoiseSeedDelta: true },
  { label: "DPM adaptive", usesEtaNoiseSeedDelta: true },
  { label: "Restart", defaultSchedule: "karras" },
  { label: "DDIM" },
  { label: "DDIM CFG++" },
  { label: "PLMS" },
  { label: "UniPC" },
  { label: "LCM" },
];

/** Schedules in AUTOMATIC1111's order, which decides which suffix of a fused name is cut first. Source: `sd_schedulers.py`. */
export const scheduleNames: readonly ScheduleName[] = [
  { label: "Automatic", name: "automatic" },
  { label: "Uniform", name: "uniform" },
  { label: "Karras", name: "karras" },
  { label: "Exponential", name: "exponential" },
  { label: "Polyexponential", name: "polyexponential" },
  { label: "SGM Uniform", name: "sgm_uniform", alias: "SGMUniform" },
  { label: "KL Optimal", name: "kl_optimal" },
  { label: "Align Your Steps", name: "align_your_steps" },
  { label: "Simple", name: "simple" },
  { label: "Normal", name: "normal" },
  { label: "DDIM", name: "ddim" },
  { label: "Beta", name: "beta" },
];

/** The sampler of that label, in exactly that case; `undefined` if AUTOMATIC1111 has none. */
export const samplerNamed = (label: string): SamplerName | undefined =>
  samplerNames.find((sampler) => sampler.label === label);

/**
 * The label for `Schedule type`: of the schedule actually used, so "automatic" under DPM++ 2M prints `Karras`. A name
 * AUTOMATIC1111 does not know is printed as it is.
 */
export function printScheduleType(sampler: string | undefined, schedule: string): string {
  const automatic = schedule === "automatic" && sampler !== undefined;
  const used = (automatic && samplerNamed(sampler)?.defaultSchedule) || schedule;
  return scheduleNames.find((known) => known.name === used)?.label ?? used;
}
