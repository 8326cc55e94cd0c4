import type { KnobName } from "./knob-name.ts";

/** What is known of a schedule without its mathematics. */
export interface ScheduleFacts {
  /** Internal name, as the API and recipes write it. */
  readonly name: string;
  /** As infotexts write it. */
  readonly label: string;
  readonly aliases?: readonly string[];
  /** The knobs of its own that it reads; a test compares them with what it does. */
  readonly reads?: readonly KnobName[];
}

/**
 * The only list of schedules: AUTOMATIC1111's in its order, which decides what end of a fused name is cut first, then
 * Forge's own. "Automatic" is each sampler's own, else uniform.
 */
export const scheduleFacts = [
  { name: "automatic", label: "Automatic" },
  { name: "uniform", label: "Uniform" },
  { name: "karras", label: "Karras", reads: ["rho"] },
  { name: "exponential", label: "Exponential" },
  { name: "polyexponential", label: "Polyexponential", reads: ["rho"] },
  { name: "sgm_uniform", label: "SGM Uniform", aliases: ["SGMUniform"] },
  { name: "kl_optimal", label: "KL Optimal" },
  { name: "align_your_steps", label: "Align Your Steps" },
  { name: "simple", label: "Simple" },
  { name: "normal", label: "Normal" },
  { name: "ddim", label: "DDIM" },
  { name: "beta", label: "Beta", reads: ["betaAlpha", "betaBeta"] },
  { name: "turbo", label: "Turbo" },
  { name: "align_your_steps_GITS", label: "Align Your Steps GITS" },
  { name: "align_your_steps_11", label: "Align Your Steps 11" },
  { name: "align_your_steps_32", label: "Align Your Steps 32" },
] as const satisfies readonly ScheduleFacts[];
export type ScheduleName = (typeof scheduleFacts)[number]["name"];

/** The schedule of that internal name. */
export const scheduleNamed = (name: string): ScheduleFacts | undefined =>
  scheduleFacts.find((schedule) => schedule.name === name);
