import type { GenerationRequest, SamplingKnobs } from "@danfang/domain";
import type { OptionValues } from "./options.ts";

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
const readsEta = /( a|SDE( Heun)?|DPM fast|DPM adaptive|^DDIM.*)$/;
const churns = /^(Euler|Heun|DPM2)$/;
const scalesNoise = /^(Euler|Heun|DPM2|Restart|DDPM|LCM|.* a|.*SDE( Heun)?)$/;

/**
 * The knobs that a body and settings turn, only those that this sampler reads and that are not as they always are.
 * Source: AUTOMATIC1111 v1.10.1 `sd_samplers_common.Sampler.initialize`.
 */
export function knobsOf(sampler: string, fields: SamplerFields, options: OptionValues): SamplingKnobs {
  const number = (field: number | null, key: string): number => field ?? Number(options[key] ?? 0);
  const isDdim = sampler.startsWith("DDIM");
  const eta = number(fields.eta, isDdim ? "eta_ddim" : "eta_ancestral");
  const churn = number(fields.s_churn, "s_churn");
  const wanted: SamplingKnobs = {
    ...(readsEta.test(sampler) && eta !== (isDdim ? 0 : 1) ? { eta } : {}),
    ...(churns.test(sampler) && churn > 0
      ? {
          sChurn: churn,
          ...positive("sTmin", number(fields.s_tmin, "s_tmin")),
          ...positive("sTmax", number(fields.s_tmax, "s_tmax")), // 0 is no limit
        }
      : {}),
    ...(scalesNoise.test(sampler) && number(fields.s_noise, "s_noise") !== 1
      ? { sNoise: number(fields.s_noise, "s_noise") }
      : {}),
    ...positive("minUncondSigma", number(fields.s_min_uncond, "s_min_uncond")),
    ...positive("skipEarlyUncond", number(null, "skip_early_cond")),
    ...positive("sigmaMin", number(null, "sigma_min")),
    ...positive("sigmaMax", number(null, "sigma_max")),
    ...positive("rho", number(null, "rho")),
    ...flag("discardNextToLastSigma", options.always_discard_next_to_last_sigma),
    ...flag("sgmNoiseMultiplier", options.sgm_noise_multiplier),
    ...flag("zeroTerminalSnr", options.sd_noise_schedule === "Zero Terminal SNR"),
  };
  return wanted;
}

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
export const knobOptions = (
  knobs: SamplingKnobs,
  sampler = "",
): Readonly<Record<string, number | boolean | string | undefined>> => ({
  [sampler.startsWith("DDIM") ? "eta_ddim" : "eta_ancestral"]: knobs.eta,
  s_churn: knobs.sChurn,
  s_tmin: knobs.sTmin,
  s_tmax: knobs.sTmax,
  s_noise: knobs.sNoise,
  s_min_uncond: knobs.minUncondSigma,
  skip_early_cond: knobs.skipEarlyUncond,
  sigma_min: knobs.sigmaMin,
  sigma_max: knobs.sigmaMax,
  rho: knobs.rho,
  always_discard_next_to_last_sigma: knobs.discardNextToLastSigma,
  sgm_noise_multiplier: knobs.sgmNoiseMultiplier,
  sd_noise_schedule: knobs.zeroTerminalSnr ? "Zero Terminal SNR" : undefined,
});
