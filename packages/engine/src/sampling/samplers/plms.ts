import { axpby, type Latent } from "../latent.ts";
import type { TimestepSampler } from "../sampler.ts";
import { adamsBashforth, highestOrder } from "./adams-bashforth.ts";
import { ddimLevels, sigmaOfAlpha } from "./ddim-levels.ts";

/**
 * PLMS: DDIM along an ε that Adams and Bashforth's formulas extrapolate, up to fourth order; one model call per step, two
 * in the first.
 *
 * It ends at the first timestep, not at 0: T timesteps make T − 1 steps. Source: Liu et al. 2022, arXiv 2202.09778;
 * matches AUTOMATIC1111 1.10.1 `sd_samplers_timesteps_impl.plms` to float32 rounding.
 */
export const plms: TimestepSampler = async function* (predict, x, timesteps, alphasCumprod) {
  /** Newest first. */
  let past: Latent[] = [];
  for (const { i, t, next, alpha, nextAlpha } of ddimLevels(timesteps, alphasCumprod)) {
    const denoise = (epsilon: Latent) => axpby(1 / Math.sqrt(alpha), x, -Math.sqrt((1 - alpha) / alpha), epsilon);
    const along = (epsilon: Latent) => axpby(Math.sqrt(nextAlpha), denoise(epsilon), Math.sqrt(1 - nextAlpha), epsilon);
    const { guided: epsilon } = await predict(x, t);
    const slope =
      past.length === 0
        ? axpby(0.5, epsilon, 0.5, (await predict(along(epsilon), next)).guided)
        : adamsBashforth([epsilon, ...past]);
    const denoised = denoise(slope);
    x = along(slope);
    past = [epsilon, ...past].slice(0, highestOrder - 1);
    yield { i, sigma: sigmaOfAlpha(alpha), x, denoised };
  }
};
