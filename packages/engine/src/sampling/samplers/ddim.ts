import { axpby } from "../latent.ts";
import type { TimestepSampler } from "../sampler.ts";

/**
 * DDIM: first order in the model's own variance, one model call per step; η > 0 adds noise, η = 1 is DDPM's.
 *
 * It ends at the first timestep, not at 0, as AUTOMATIC1111's does: T timesteps make T − 1 steps.
 * Source: Song et al. 2020, arXiv 2010.02502, eq. 12 and 16. Matches AUTOMATIC1111 `sd_samplers_timesteps_impl.ddim` to
 * float32 rounding.
 */
export const ddim: TimestepSampler = async function* (predict, x, timesteps, alphasCumprod, { noise, eta }) {
  const levels = timesteps.map((t) => ({ t, alpha: alphasCumprod[t]! })).reverse();
  for (const [i, { t, alpha }] of levels.slice(0, -1).entries()) {
    const previous = levels[i + 1]!.alpha;
    const { guided: epsilon } = await predict(x, t);
    const denoised = axpby(1 / Math.sqrt(alpha), x, -Math.sqrt((1 - alpha) / alpha), epsilon);
    const s = eta * Math.sqrt(((1 - previous) / (1 - alpha)) * (1 - alpha / previous));
    x = axpby(Math.sqrt(previous), denoised, Math.sqrt(1 - previous - s ** 2), epsilon);
    const sigma = sigmaOf(alpha);
    if (s > 0) x = axpby(1, x, s, noise(sigma, sigmaOf(previous)));
    yield { i, sigma, x, denoised };
  }
};

const sigmaOf = (alpha: number) => Math.sqrt((1 - alpha) / alpha);
