import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { DenoiseBoth, SigmaSampler } from "../sampler.ts";
import { ancestralStep } from "./ancestral-step.ts";
import { derivative } from "./derivative.ts";

/**
 * Euler CFG++: the guided prediction, noised again along the unconditional slope; one model call per step. The cfg scale
 * is taken as it is and wants to be small, 1 to 2.
 *
 * Source: Chung et al. 2024, arXiv 2406.08070, in σ; ComfyUI and reForge `sample_euler_cfg_pp`.
 */
export const eulerCfgpp: SigmaSampler<DenoiseBoth> = async function* (denoise, x, sigmas) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const { guided, uncond } = await denoise(x, sigma);
    x = axpby(1, guided, next, derivative(x, uncond, sigma));
    yield { i, sigma, x, denoised: guided };
  }
};

/** Euler a CFG++: {@link eulerCfgpp} to less noise than asked for, then fresh noise. */
export const eulerAncestralCfgpp: SigmaSampler<DenoiseBoth> = async function* (denoise, x, sigmas, options) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const { guided, uncond } = await denoise(x, sigma);
    const { down, up } = ancestralStep(sigma, next, options.eta);
    x = axpby(1, guided, down, derivative(x, uncond, sigma));
    if (next > 0) x = axpby(1, x, up, options.noise(sigma, next));
    yield { i, sigma, x, denoised: guided };
  }
};
