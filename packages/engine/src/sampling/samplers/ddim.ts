import { axpby, type Latent } from "../latent.ts";
import type { EpsilonPrediction, TimestepSampler } from "../sampler.ts";
import { ddimLevels, sigmaOfAlpha } from "./ddim-levels.ts";

/**
 * DDIM: first order in the model's own variance, one model call per step; η > 0 adds noise, η = 1 is DDPM's.
 *
 * It ends at the first timestep, not at 0, as AUTOMATIC1111's does: T timesteps make T − 1 steps.
 * Source: Song et al. 2020, arXiv 2010.02502, eq. 12 and 16. Matches AUTOMATIC1111 `sd_samplers_timesteps_impl.ddim` to
 * float32 rounding.
 */
export const ddim: TimestepSampler = ddimTowards(({ guided }) => guided);

/**
 * DDIM CFG++: x₀ from the guided ε, the way on from the unconditional one; the cfg scale is read as a twelfth and a half.
 *
 * Source: Chung et al. 2024, arXiv 2406.08070, Algorithm 2. Matches AUTOMATIC1111 1.10.1 `ddim_cfgpp`.
 */
export const ddimCfgpp: TimestepSampler = ddimTowards(({ guided, uncond }) => uncond ?? guided);

function ddimTowards(direction: (prediction: EpsilonPrediction) => Latent): TimestepSampler {
  return async function* (predict, x, timesteps, alphasCumprod, { noise, eta }) {
    for (const { i, t, alpha, nextAlpha } of ddimLevels(timesteps, alphasCumprod)) {
      const prediction = await predict(x, t);
      const denoised = axpby(1 / Math.sqrt(alpha), x, -Math.sqrt((1 - alpha) / alpha), prediction.guided);
      const s = eta * Math.sqrt(((1 - nextAlpha) / (1 - alpha)) * (1 - alpha / nextAlpha));
      x = axpby(Math.sqrt(nextAlpha), denoised, Math.sqrt(1 - nextAlpha - s ** 2), direction(prediction));
      const sigma = sigmaOfAlpha(alpha);
      if (s > 0) x = axpby(1, x, s, noise(sigma, sigmaOfAlpha(nextAlpha)));
      yield { i, sigma, x, denoised };
    }
  };
}
