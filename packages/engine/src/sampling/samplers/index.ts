import { type SamplerLabel, samplerFacts } from "@danfang/domain";
import { consistencySchedule } from "../altered-schedules.ts";
import type { Sampler, SamplerImplementation } from "../sampler.ts";
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
import { gradientEstimation } from "./gradient-estimation.ts";
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

/** How each sampler of the catalogue walks. */
// biome-ignore format: a table
const implementations: Readonly<Record<SamplerLabel, SamplerImplementation>> = {
  "DPM++ 2M": { kind: "sigma", sample: dpmpp2m, modelCalls: oncePerStep },
  "DPM++ SDE": { kind: "sigma", brownianNoise: true, sample: dpmppSde, modelCalls: twicePerStep },
  "DPM++ 2M SDE": { kind: "sigma", brownianNoise: true, sample: dpmpp2mSde("midpoint"), modelCalls: oncePerStep },
  "DPM++ 2M SDE Heun": { kind: "sigma", brownianNoise: true, sample: dpmpp2mSde("heun"), modelCalls: oncePerStep },
  "DPM++ 2S a": { kind: "sigma", sample: dpmpp2sAncestral, modelCalls: twicePerAncestralStep },
  "DPM++ 3M SDE": { kind: "sigma", brownianNoise: true, sample: dpmpp3mSde, modelCalls: oncePerStep },
  "Euler a": { kind: "sigma", sample: eulerAncestral, modelCalls: oncePerStep },
  Euler: { kind: "sigma", sample: euler, modelCalls: oncePerStep },
  LMS: { kind: "sigma", sample: lms, modelCalls: oncePerStep },
  Heun: { kind: "sigma", sample: heun, modelCalls: twicePerStep },
  DPM2: { kind: "sigma", sample: dpm2, modelCalls: twicePerStep },
  "DPM2 a": { kind: "sigma", sample: dpm2Ancestral, modelCalls: twicePerAncestralStep },
  "DPM fast": { kind: "range", sample: dpmFast, modelCalls: ({ calls }) => calls, stepCount: (range) => ordersOf(range).length },
  "DPM adaptive": { kind: "range", isAdaptive: true, sample: dpmAdaptive },
  Restart: { kind: "sigma", sample: restart, modelCalls: restartCalls, stepCount: (sigmas) => restartIntervals(sigmas).length },
  DDIM: { kind: "timesteps", sample: ddim, modelCalls: betweenTimesteps },
  "DDIM CFG++": { kind: "timesteps", cfgMultiplier: 1 / 12.5, sample: ddimCfgpp, modelCalls: betweenTimesteps },
  PLMS: { kind: "timesteps", sample: plms, modelCalls: onceMoreThanSteps },
  UniPC: { kind: "timesteps", least: ({ order }) => order, sample: unipc, modelCalls: oncePerTimestep, stepCount: oncePerTimestep },
  LCM: { kind: "sigma", levels: consistencySchedule, answer: "consistency", sample: lcm, modelCalls: oncePerStep },
  HeunPP2: { kind: "sigma", sample: heunpp2, modelCalls: heunpp2Calls },
  IPNDM: { kind: "sigma", sample: ipndm, modelCalls: oncePerStep },
  IPNDM_V: { kind: "sigma", sample: ipndmV, modelCalls: oncePerStep },
  DEIS: { kind: "sigma", sample: deis, modelCalls: oncePerStep },
  DDPM: { kind: "sigma", sample: ddpm, modelCalls: oncePerStep },
  "Euler CFG++": { kind: "sigma-both", sample: eulerCfgpp, modelCalls: oncePerStep },
  "Euler a CFG++": { kind: "sigma-both", sample: eulerAncestralCfgpp, modelCalls: oncePerStep },
  "Gradient Estimation": { kind: "sigma", sample: gradientEstimation, modelCalls: oncePerStep },
};

/** In the catalogue's order. */
export const samplers: readonly Sampler[] = samplerFacts.map((facts) => ({
  ...facts,
  ...implementations[facts.label],
}));
