import { consistencySchedule } from "../altered-schedules.ts";
import type { Sampler } from "../sampler.ts";
import { ddim, ddimCfgpp } from "./ddim.ts";
import { ddpm } from "./ddpm.ts";
import { deis } from "./deis.ts";
import { dpmAdaptive } from "./dpm-adaptive.ts";
import { dpmFast, ordersOf } from "./dpm-fast.ts";
import { dpm2 } from "./dpm2.ts";
import { dpm2Ancestral } from "./dpm2-ancestral.ts";
import { dpmpp2m } from "./dpmpp-2m.ts";
import { dpmpp2mSde } from "./dpmpp-2m-sde.ts";
import { dpmpp2sAncestral } from "./dpmpp-2s-ancestral.ts";
import { dpmpp3mSde } from "./dpmpp-3m-sde.ts";
import { dpmppSde } from "./dpmpp-sde.ts";
import { euler } from "./euler.ts";
import { eulerAncestral } from "./euler-ancestral.ts";
import { eulerAncestralCfgpp, eulerCfgpp } from "./euler-cfgpp.ts";
import { heun } from "./heun.ts";
import { heunpp2, heunpp2Calls } from "./heunpp2.ts";
import { ipndm } from "./ipndm.ts";
import { ipndmV } from "./ipndm-v.ts";
import { lcm } from "./lcm.ts";
import { lms } from "./lms.ts";
import {
  betweenTimesteps,
  onceMoreThanSteps,
  oncePerStep,
  oncePerTimestep,
  twicePerAncestralStep,
  twicePerStep,
} from "./model-calls.ts";
import { plms } from "./plms.ts";
import { restart, restartCalls, restartIntervals } from "./restart.ts";
import { unipc } from "./unipc.ts";

/** In AUTOMATIC1111's order, with its labels, aliases, default schedules and flags; then Forge's and reForge's own. */
// biome-ignore format: a table
export const samplers: readonly Sampler[] = [
  { kind: "sigma", label: "DPM++ 2M", aliases: ["k_dpmpp_2m"], schedule: "karras", sample: dpmpp2m, modelCalls: oncePerStep },
  { kind: "sigma", label: "DPM++ SDE", aliases: ["k_dpmpp_sde"], schedule: "karras", secondOrder: true, brownianNoise: true, sample: dpmppSde, modelCalls: twicePerStep },
  { kind: "sigma", label: "DPM++ 2M SDE", aliases: ["k_dpmpp_2m_sde"], schedule: "exponential", brownianNoise: true, sample: dpmpp2mSde("midpoint"), modelCalls: oncePerStep },
  { kind: "sigma", label: "DPM++ 2M SDE Heun", aliases: ["k_dpmpp_2m_sde_heun"], schedule: "exponential", brownianNoise: true, sample: dpmpp2mSde("heun"), modelCalls: oncePerStep },
  { kind: "sigma", label: "DPM++ 2S a", aliases: ["k_dpmpp_2s_a"], schedule: "karras", usesEnsd: true, secondOrder: true, sample: dpmpp2sAncestral, modelCalls: twicePerAncestralStep },
  { kind: "sigma", label: "DPM++ 3M SDE", aliases: ["k_dpmpp_3m_sde"], schedule: "exponential", discardNextToLastSigma: true, brownianNoise: true, sample: dpmpp3mSde, modelCalls: oncePerStep },
  { kind: "sigma", label: "Euler a", aliases: ["k_euler_a", "k_euler_ancestral"], usesEnsd: true, sample: eulerAncestral, modelCalls: oncePerStep },
  { kind: "sigma", label: "Euler", aliases: ["k_euler"], sample: euler, modelCalls: oncePerStep },
  { kind: "sigma", label: "LMS", aliases: ["k_lms"], sample: lms, modelCalls: oncePerStep },
  { kind: "sigma", label: "Heun", aliases: ["k_heun"], secondOrder: true, sample: heun, modelCalls: twicePerStep },
  { kind: "sigma", label: "DPM2", aliases: ["k_dpm_2"], schedule: "karras", discardNextToLastSigma: true, secondOrder: true, sample: dpm2, modelCalls: twicePerStep },
  { kind: "sigma", label: "DPM2 a", aliases: ["k_dpm_2_a"], schedule: "karras", discardNextToLastSigma: true, usesEnsd: true, secondOrder: true, sample: dpm2Ancestral, modelCalls: twicePerAncestralStep },
  { kind: "range", label: "DPM fast", aliases: ["k_dpm_fast"], usesEnsd: true, sample: dpmFast, modelCalls: ({ calls }) => calls, stepCount: (range) => ordersOf(range).length },
  { kind: "range", label: "DPM adaptive", aliases: ["k_dpm_ad"], usesEnsd: true, isAdaptive: true, sample: dpmAdaptive },
  { kind: "sigma", label: "Restart", aliases: ["restart"], schedule: "karras", secondOrder: true, sample: restart, modelCalls: restartCalls, stepCount: (sigmas) => restartIntervals(sigmas).length },
  { kind: "timesteps", label: "DDIM", aliases: ["ddim"], sample: ddim, modelCalls: betweenTimesteps },
  { kind: "timesteps", label: "DDIM CFG++", aliases: ["ddim_cfgpp"], cfgMultiplier: 1 / 12.5, sample: ddimCfgpp, modelCalls: betweenTimesteps },
  { kind: "timesteps", label: "PLMS", aliases: ["plms"], sample: plms, modelCalls: onceMoreThanSteps },
  { kind: "timesteps", label: "UniPC", aliases: ["unipc"], least: ({ order }) => order, sample: unipc, modelCalls: oncePerTimestep, stepCount: oncePerTimestep },
  { kind: "sigma", label: "LCM", aliases: ["k_lcm"], levels: consistencySchedule, reads: "consistency", sample: lcm, modelCalls: oncePerStep },
  { kind: "sigma", label: "HeunPP2", aliases: ["heunpp2"], sample: heunpp2, modelCalls: heunpp2Calls },
  { kind: "sigma", label: "IPNDM", aliases: ["ipndm"], sample: ipndm, modelCalls: oncePerStep },
  { kind: "sigma", label: "IPNDM_V", aliases: ["ipndm_v"], sample: ipndmV, modelCalls: oncePerStep },
  { kind: "sigma", label: "DEIS", aliases: ["deis"], sample: deis, modelCalls: oncePerStep },
  { kind: "sigma", label: "DDPM", aliases: ["ddpm"], sample: ddpm, modelCalls: oncePerStep },
  { kind: "sigma-both", label: "Euler CFG++", aliases: ["euler_cfg_pp"], sample: eulerCfgpp, modelCalls: oncePerStep },
  { kind: "sigma-both", label: "Euler a CFG++", aliases: ["euler_ancestral_cfg_pp"], usesEnsd: true, sample: eulerAncestralCfgpp, modelCalls: oncePerStep },
];
