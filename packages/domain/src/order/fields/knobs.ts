import type { FieldTable } from "../field.ts";
import { sigma } from "./parts.ts";

const turned = { absent: "kept" } as const;
const bySampler = { ...turned, readBy: "sampler" } as const;
const bySchedule = { ...turned, readBy: "schedule" } as const;
const share = { kind: "number", least: 0, most: 1, usual: 0, ...turned } as const;
const beta = { kind: "number", least: 0.01, most: 10, usual: 0.6, step: 0.01, ...bySchedule } as const;
const flag = { kind: "flag", usual: false, ...turned } as const;

/**
 * What few people turn: knobs of samplers, schedules and guidance. Absent: what the sampler's paper or AUTOMATIC1111
 * 1.10.1 says.
 */
export const knobFields = {
  /** Share of their noise that ancestral samplers put back. */
  "knobs.eta": { kind: "number", least: 0, most: 10, usual: 1, step: 0.05, ...bySampler },
  /** The same of DDIM. */
  "knobs.etaDdim": { kind: "number", least: 0, most: 10, usual: 0, step: 0.05, ...bySampler },
  "knobs.sChurn": { kind: "number", least: 0, most: 100, usual: 0, step: 0.5, ...bySampler },
  "knobs.sTmin": { ...sigma, usual: 0, ...bySampler },
  "knobs.sTmax": { ...sigma, usual: 0, special: 0, ...bySampler },
  "knobs.sNoise": { kind: "number", least: 0, most: 10, usual: 1, step: 0.005, ...bySampler },
  "knobs.sigmaMin": { ...sigma, usual: 0, special: 0, step: 0.01, ...turned },
  "knobs.sigmaMax": { ...sigma, usual: 0, special: 0, ...turned },
  /** Exponent of the schedules that have one. 0: their own. */
  "knobs.rho": { ...sigma, usual: 0, special: 0, step: 0.5, ...bySchedule },
  /** Shape of the Beta schedule. */
  "knobs.betaAlpha": beta,
  "knobs.betaBeta": beta,
  "knobs.unipcVariant": {
    kind: "choice",
    choices: ["bh1", "bh2", "vary_coeff"],
    isVerbatim: true,
    usual: "bh1",
    ...bySampler,
  },
  "knobs.unipcSkipType": {
    kind: "choice",
    choices: ["time_uniform", "time_quadratic", "logSNR"],
    isVerbatim: true,
    usual: "time_uniform",
    ...bySampler,
  },
  "knobs.unipcOrder": { kind: "whole", least: 1, most: 50, usual: 3, step: 1, ...bySampler },
  "knobs.unipcLowerOrderFinal": { kind: "flag", usual: true, ...bySampler },
  "knobs.discardNextToLastSigma": flag,
  /** Noise of √(1+σ²) instead of σ at the start. */
  "knobs.sgmNoiseMultiplier": flag,
  /** Noise beyond the schedule's, added to the picture that img2img and the hires pass start from. */
  "knobs.extraNoise": { ...share, step: 0.01 },
  /** Img2img does as many steps as are asked for, not the share of them that the denoising strength leaves. */
  "knobs.img2imgExactSteps": flag,
  /** Below this sigma the negative prompt is not evaluated ("NGMS"), at every second call of the model. */
  "knobs.minUncondSigma": { ...sigma, usual: 0, ...turned },
  /** At every call. */
  "knobs.minUncondAllSteps": flag,
  /** For this share of the steps at the beginning the negative prompt is not evaluated. */
  "knobs.skipEarlyUncond": { ...share, step: 0.01 },
  /**
   * Prompts of different lengths are made equally long: with chunks of the empty prompt, or as before 1.6 of the WebUI
   * the negative one with its last vector, or cut.
   */
  "knobs.padPrompts": { kind: "choice", choices: ["empty", "repeat"], ...turned },
  /** A full chunk of the prompt breaks after its last comma if at most so many tokens follow it. 0: never. */
  "knobs.commaBacktrack": { kind: "whole", least: 0, most: 74, usual: 20, step: 1, ...turned },
  /** Rescales betas so that the last step sees nothing but noise. */
  "knobs.zeroTerminalSnr": flag,
  /** What the checkpoint was taught to predict, where its file does not say. */
  "knobs.prediction": { kind: "choice", choices: ["epsilon", "v"], ...turned },
  /** Share of the picture's tokens that merge before they attend to each other (ToMe), and the hires pass' own. */
  "knobs.tokenMerging": { ...share, step: 0.1 },
  "knobs.tokenMergingHires": { ...share, step: 0.1, needs: "hires" },
  /** Attention within tiles of the picture, in both passes or in the hires pass alone. */
  "knobs.hypertile": { kind: "choice", choices: ["both", "hires"], ...turned },
  "knobs.hypertileMaxDepth": {
    kind: "whole",
    least: 0,
    most: 3,
    usual: 3,
    step: 1,
    needs: "knobs.hypertile",
    ...turned,
  },
  "knobs.hypertileMaxTile": {
    kind: "whole",
    least: 0,
    most: 4096,
    usual: 256,
    step: 16,
    unit: "pixels",
    needs: "knobs.hypertile",
    ...turned,
  },
  "knobs.hypertileSwapSize": {
    kind: "whole",
    least: 1,
    most: 64,
    usual: 3,
    step: 1,
    needs: "knobs.hypertile",
    ...turned,
  },
} as const satisfies FieldTable;
