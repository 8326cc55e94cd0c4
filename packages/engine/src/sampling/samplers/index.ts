import type { Sampler } from "../sampler.ts";
import { ddim } from "./ddim.ts";
import { dpm2 } from "./dpm2.ts";
import { dpm2Ancestral } from "./dpm2-ancestral.ts";
import { dpmpp2m } from "./dpmpp-2m.ts";
import { dpmpp2sAncestral } from "./dpmpp-2s-ancestral.ts";
import { euler } from "./euler.ts";
import { eulerAncestral } from "./euler-ancestral.ts";
import { heun } from "./heun.ts";
import { lms } from "./lms.ts";
import { betweenTimesteps, oncePerStep, twicePerAncestralStep, twicePerStep } from "./model-calls.ts";

/** In AUTOMATIC1111's order, with its labels, aliases, default schedules and flags. */
// biome-ignore format: a table
export const samplers: readonly Sampler[] = [
  { kind: "sigma", label: "DPM++ 2M", aliases: ["k_dpmpp_2m"], schedule: "karras", sample: dpmpp2m, modelCalls: oncePerStep },
  { kind: "sigma", label: "DPM++ 2S a", aliases: ["k_dpmpp_2s_a"], schedule: "karras", usesEnsd: true, secondOrder: true, sample: dpmpp2sAncestral, modelCalls: twicePerAncestralStep },
  { kind: "sigma", label: "Euler a", aliases: ["k_euler_a", "k_euler_ancestral"], usesEnsd: true, sample: eulerAncestral, modelCalls: oncePerStep },
  { kind: "sigma", label: "Euler", aliases: ["k_euler"], sample: euler, modelCalls: oncePerStep },
  { kind: "sigma", label: "LMS", aliases: ["k_lms"], sample: lms, modelCalls: oncePerStep },
  { kind: "sigma", label: "Heun", aliases: ["k_heun"], secondOrder: true, sample: heun, modelCalls: twicePerStep },
  { kind: "sigma", label: "DPM2", aliases: ["k_dpm_2"], schedule: "karras", discardNextToLastSigma: true, secondOrder: true, sample: dpm2, modelCalls: twicePerStep },
  { kind: "sigma", label: "DPM2 a", aliases: ["k_dpm_2_a"], schedule: "karras", discardNextToLastSigma: true, usesEnsd: true, secondOrder: true, sample: dpm2Ancestral, modelCalls: twicePerAncestralStep },
  { kind: "timesteps", label: "DDIM", aliases: ["ddim"], sample: ddim, modelCalls: betweenTimesteps },
];
