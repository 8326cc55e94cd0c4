import { z } from "zod";

/** Of a noise level's size. */
const Sigma = z.number().min(0).max(1000);

/**
 * What few people turn: knobs of samplers, schedules and guidance, and what WebUIs of other years did otherwise. Absent:
 * what the sampler's paper or AUTOMATIC1111 1.10.1 says.
 */
export const SamplingKnobs = z
  .object({
    /** Share of their noise that ancestral samplers put back. */
    eta: z.number().min(0).max(10),
    /** The same of DDIM. */
    etaDdim: z.number().min(0).max(10),
    sChurn: z.number().min(0).max(100),
    sTmin: Sigma,
    sTmax: Sigma,
    sNoise: z.number().min(0).max(10),
    /** Noise beyond the schedule's, added to the picture that img2img and the hires pass start from. */
    extraNoise: z.number().min(0).max(1),
    /** Img2img does as many steps as are asked for, not the share of them that the denoising strength leaves. */
    img2imgExactSteps: z.boolean(),
    /** Below this sigma the negative prompt is not asked ("NGMS"), at every second call of the model. */
    minUncondSigma: Sigma,
    /** At every call. */
    minUncondAllSteps: z.boolean(),
    /** For this share of the steps at the beginning the negative prompt is not asked. */
    skipEarlyUncond: z.number().min(0).max(1),
    /**
     * Prompts of different lengths are made equally long: with chunks of the empty prompt, or as before 1.6 of the WebUI the
     * negative one with its last vector, or cut.
     */
    padPrompts: z.enum(["empty", "repeat"]),
    discardNextToLastSigma: z.boolean(),
    sigmaMin: Sigma,
    sigmaMax: Sigma,
    rho: z.number().min(0).max(1000),
    /** Shape of the Beta schedule. */
    betaAlpha: z.number().min(0.01).max(10),
    betaBeta: z.number().min(0.01).max(10),
    unipcVariant: z.enum(["bh1", "bh2", "vary_coeff"]),
    unipcSkipType: z.enum(["time_uniform", "time_quadratic", "logSNR"]),
    unipcOrder: z.number().int().min(1).max(50),
    unipcLowerOrderFinal: z.boolean(),
    /** Noise of √(1+σ²) instead of σ at the start. */
    sgmNoiseMultiplier: z.boolean(),
    /** Rescales betas so that the last step sees nothing but noise. */
    zeroTerminalSnr: z.boolean(),
    /** Share of the picture's tokens that merge before they attend to each other (ToMe), and the hires pass' own. */
    tokenMerging: z.number().min(0).max(1),
    tokenMergingHires: z.number().min(0).max(1),
    /** Attention within tiles of the picture, in both passes or in the hires pass alone. */
    hypertile: z.enum(["both", "hires"]),
    hypertileMaxDepth: z.number().int().min(0).max(3),
    /** Pixels. */
    hypertileMaxTile: z.number().int().min(0).max(4096),
    hypertileSwapSize: z.number().int().min(1).max(64),
    /** Noise levels rounded to half precision, as before 1.8 of the WebUI. */
    downcastAlphas: z.boolean(),
    /** `[from:to:when]` as before 1.6 of the WebUI: below 1 a share, else a step, and the same in both passes. */
    oldPromptEditing: z.boolean(),
    /** Steps of second-order samplers count once in `[from:to:when]`, as in the first half of 2023. */
    secondOrderStepsCountOnce: z.boolean(),
    /** The hires pass' prompts are encoded with the first pass' networks. */
    hiresFirstPassNetworks: z.boolean(),
    /** What the checkpoint was taught to predict, where its file does not say it. */
    prediction: z.enum(["epsilon", "v"]),
  })
  .partial();
export type SamplingKnobs = z.infer<typeof SamplingKnobs>;
