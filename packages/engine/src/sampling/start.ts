import { axpby, type Latent, scale } from "./latent.ts";

/** What x is before the first step: picture · latent + noise · initial noise. */
export interface Start {
  /** Share of the picture's latent; 0 without one. */
  readonly picture: number;
  readonly noise: number;
}

export interface StartKnobs {
  /** "Noise multiplier for img2img", `initial_noise_multiplier`; absent: 1. Only with a picture. */
  readonly noiseMultiplier?: number | undefined;
  /** "Extra noise multiplier for img2img and hires fix", `img2img_extra_noise`; absent: 0. Only with a picture. */
  readonly extraNoise?: number | undefined;
  /** As Stability's code has it, √(1 + σ²) instead of σ: `sgm_noise_multiplier`. Only without a picture. */
  readonly sgmNoiseMultiplier?: boolean | undefined;
}

/** Source: AUTOMATIC1111 1.10.1, `sd_samplers_kdiffusion.py`, `sample` and `sample_img2img`. */
export const startAtSigma = (sigma: number, hasPicture: boolean, knobs: StartKnobs): Start => {
  const { noiseMultiplier = 1, extraNoise = 0, sgmNoiseMultiplier = false } = knobs;
  if (hasPicture) return { picture: 1, noise: noiseMultiplier * (sigma + extraNoise) };
  return { picture: 0, noise: sgmNoiseMultiplier ? Math.sqrt(1 + sigma ** 2) : sigma };
};

/** Source: the same, `sd_samplers_timesteps.py`. ᾱ is that of the timestep after those that are walked. */
export const startAtAlpha = (alpha: number, { noiseMultiplier = 1, extraNoise = 0 }: StartKnobs): Start => ({
  picture: Math.sqrt(alpha),
  noise: noiseMultiplier * (Math.sqrt(1 - alpha) + extraNoise * Math.sqrt(alpha)),
});

/** x before the first step; also the result of a plan without steps. */
export const startOf = (
  { start }: { readonly start: Start },
  { initial, latent }: { readonly initial: Latent; readonly latent?: Latent | undefined },
): Latent => (latent ? axpby(start.picture, latent, start.noise, initial) : scale(start.noise, initial));
