import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { derivative } from "./derivative.ts";

/**
 * DDPM: the reverse process itself, between whatever levels the schedule has; one model call per step.
 *
 * Its noise is each image's own, where Forge draws it from one generator for all. Source: Ho et al. 2020, arXiv
 * 2006.11239, Algorithm 2; the arithmetic matches Forge's `sample_ddpm` to float32 rounding.
 */
export const ddpm: SigmaSampler = async function* (denoise, x, sigmas, { noise }) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    const epsilon = derivative(x, denoised, sigma);
    const [alphaBar, nextAlphaBar] = [1 / (sigma ** 2 + 1), 1 / (next ** 2 + 1)];
    const alpha = alphaBar / nextAlphaBar;
    const scale = Math.sqrt((next ** 2 + 1) / alpha);
    x = axpby(scale / Math.sqrt(sigma ** 2 + 1), x, (-scale * (1 - alpha)) / Math.sqrt(1 - alphaBar), epsilon);
    const variance = ((1 - alpha) * (1 - nextAlphaBar)) / (1 - alphaBar);
    if (next > 0) x = axpby(1, x, Math.sqrt(variance * (next ** 2 + 1)), noise(sigma, next));
    yield { i, sigma, x, denoised };
  }
};
