import type { GenerationRequest, SamplingKnobs } from "@danfang/domain";
import { type OptionValues, optionDefaults } from "../options/options.ts";

/** What a body says of a sampler; null leaves it to the settings. */
export interface SamplerFields {
  readonly eta: number | null;
  readonly s_churn: number | null;
  readonly s_tmin: number | null;
  readonly s_tmax: number | null;
  readonly s_noise: number | null;
  readonly s_min_uncond: number | null;
}

/** Samplers whose noise η scales, those that churn, and those that scale their noise. Source: k-diffusion's signatures. */
const readsEta = /( a|SDE( Heun)?|DPM fast|DPM adaptive)$/;
const isDdim = (sampler: string) => sampler.startsWith("DDIM");
const churns = /^(Euler|Heun|DPM2)$/;
const scalesNoise = /^(Euler|Heun|DPM2|Restart|DDPM|LCM|.* a|.*SDE( Heun)?)$/;

/**
 * The knobs that a body and settings turn, only those that one of the passes' samplers reads and that are not as they
 * always are. Source: AUTOMATIC1111 v1.10.1 `sd_samplers_common.Sampler.initialize`.
 */
export function knobsOf(samplers: readonly string[], fields: SamplerFields, options: OptionValues): SamplingKnobs {
  const number = (field: number | null, key: string): number => field ?? Number(options[key] ?? 0);
  const reads = (which: RegExp) => samplers.some((sampler) => which.test(sampler));
  const eta = number(fields.eta, "eta_ancestral");
  const etaDdim = number(fields.eta, "eta_ddim");
  const churn = number(fields.s_churn, "s_churn");
  const wanted: SamplingKnobs = {
    ...(reads(readsEta) && eta !== 1 ? { eta } : {}),
    ...(samplers.some(isDdim) && etaDdim !== 0 ? { etaDdim } : {}),
    ...(reads(churns) && churn > 0
      ? {
          sChurn: churn,
          ...positive("sTmin", number(fields.s_tmin, "s_tmin")),
          ...positive("sTmax", number(fields.s_tmax, "s_tmax")), // 0 is no limit
        }
      : {}),
    ...(reads(scalesNoise) && number(fields.s_noise, "s_noise") !== 1
      ? { sNoise: number(fields.s_noise, "s_noise") }
      : {}),
    ...positive("minUncondSigma", number(fields.s_min_uncond, "s_min_uncond")),
    ...positive("skipEarlyUncond", number(null, "skip_early_cond")),
    ...positive("sigmaMin", number(null, "sigma_min") || (options.use_old_karras_scheduler_sigmas === true ? 0.1 : 0)),
    ...positive("sigmaMax", number(null, "sigma_max") || (options.use_old_karras_scheduler_sigmas === true ? 10 : 0)),
    ...positive("extraNoise", number(null, "img2img_extra_noise")),
    ...settingKnobs(samplers, options),
  };
  return wanted;
}

/** Knobs that only settings turn, where they are not as they always are. */
function settingKnobs(samplers: readonly string[], options: OptionValues): Record<string, unknown> {
  const padding =
    options.pad_cond_uncond_v0 === true ? "repeat" : options.pad_cond_uncond === true ? "empty" : undefined;
  const hypertile =
    options.hypertile_enable_unet === true
      ? "both"
      : options.hypertile_enable_unet_secondpass === true
        ? "hires"
        : undefined;
  const turned = Object.entries(knobSettings).flatMap(([knob, key]) => {
    const value = options[key];
    const isUsual = value === undefined || value === optionDefaults[key];
    if (knob.startsWith("hypertile") && !hypertile) return [];
    return isUsual || (knob.startsWith("unipc") && !samplers.includes("UniPC")) ? [] : [[knob, value] as const];
  });
  return {
    ...Object.fromEntries(turned),
    ...(padding ? { padPrompts: padding } : {}),
    ...(hypertile ? { hypertile } : {}),
    ...flag("zeroTerminalSnr", options.sd_noise_schedule === "Zero Terminal SNR"),
  };
}

/** Settings whose values are those of the knobs. */
const knobSettings = {
  minUncondAllSteps: "s_min_uncond_all",
  rho: "rho",
  betaAlpha: "beta_dist_alpha",
  betaBeta: "beta_dist_beta",
  unipcVariant: "uni_pc_variant",
  unipcSkipType: "uni_pc_skip_type",
  unipcOrder: "uni_pc_order",
  unipcLowerOrderFinal: "uni_pc_lower_order_final",
  discardNextToLastSigma: "always_discard_next_to_last_sigma",
  sgmNoiseMultiplier: "sgm_noise_multiplier",
  hypertileMaxDepth: "hypertile_max_depth_unet",
  hypertileMaxTile: "hypertile_max_tile_unet",
  hypertileSwapSize: "hypertile_swap_size_unet",
  downcastAlphas: "use_downcasted_alpha_bar",
  oldPromptEditing: "use_old_scheduling",
  secondOrderStepsCountOnce: "dont_fix_second_order_samplers_schedule",
  img2imgExactSteps: "img2img_fix_steps",
  hiresFirstPassNetworks: "hires_fix_use_firstpass_conds",
} as const satisfies Partial<Record<keyof SamplingKnobs, string>>;

const positive = <K extends string>(key: K, value: number) => (value > 0 ? { [key]: value } : {});
const flag = <K extends string>(key: K, value: unknown) => (value === true ? { [key]: true } : {});

const emphases: Readonly<Record<string, NonNullable<GenerationRequest["emphasis"]>>> = {
  Original: "original",
  "No norm": "noNorm",
  Ignore: "ignore",
  None: "none",
};

/** What brackets do, as the setting names it. */
export const emphasisOf = (option: unknown): GenerationRequest["emphasis"] =>
  typeof option === "string" && option !== "Original" ? emphases[option] : undefined;

/** The setting for what brackets do. */
export const nameOf = (emphasis: GenerationRequest["emphasis"]): string | undefined =>
  Object.entries(emphases).find(([, own]) => own === emphasis)?.[0];

/** The settings that turn these knobs. Source: AUTOMATIC1111 v1.10.1, the infotext names of its settings. */
export const knobOptions = (knobs: SamplingKnobs): Readonly<Record<string, number | boolean | string | undefined>> => ({
  eta_ancestral: knobs.eta,
  eta_ddim: knobs.etaDdim,
  s_churn: knobs.sChurn,
  s_tmin: knobs.sTmin,
  s_tmax: knobs.sTmax,
  s_noise: knobs.sNoise,
  s_min_uncond: knobs.minUncondSigma,
  skip_early_cond: knobs.skipEarlyUncond,
  sigma_min: knobs.sigmaMin,
  sigma_max: knobs.sigmaMax,
  img2img_extra_noise: knobs.extraNoise,
  hypertile_enable_unet: knobs.hypertile && knobs.hypertile === "both",
  hypertile_enable_unet_secondpass: knobs.hypertile && knobs.hypertile === "hires",
  token_merging_ratio: knobs.tokenMerging,
  token_merging_ratio_hr: knobs.tokenMergingHires,
  pad_cond_uncond: knobs.padPrompts && knobs.padPrompts === "empty",
  pad_cond_uncond_v0: knobs.padPrompts && knobs.padPrompts === "repeat",
  ...Object.fromEntries(Object.entries(knobSettings).map(([knob, key]) => [key, knobs[knob as keyof SamplingKnobs]])),
  sd_noise_schedule: knobs.zeroTerminalSnr ? "Zero Terminal SNR" : undefined,
});
