import type { Sigma } from "@danfang/domain";
import { intervals } from "../intervals.ts";
import { axpby } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";
import { ancestralStep } from "./ancestral-step.ts";
import { lambdaOf, sigmaAtLambda } from "./dpm-solver-step.ts";

/**
 * DPM++ SDE: DPM-Solver++(2S) with fresh noise at the middle and at the end of a step, both from one Brownian motion; two
 * model calls per step, one for a step to 0.
 *
 * Source: Lu et al. 2022, arXiv 2211.01095, with r = 1/2; matches k-diffusion `sample_dpmpp_sde` to float32 rounding.
 * Noise is asked for between levels that went through a float32 logarithm and back, as there: a Brownian motion is rough,
 * and moves by a thousandth when a level moves by a millionth.
 */
export const dpmppSde: SigmaSampler = async function* (denoise, x, sigmas, { noise, eta, sNoise }) {
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    if (next === 0) {
      x = denoised;
    } else {
      const [from, middle, to] = [sigmaAtLambda(lambdaOf(sigma)), middleOf(sigma, next), sigmaAtLambda(lambdaOf(next))];
      const half = ancestralStep(from, middle, eta);
      const xMiddle = axpby(half.down / sigma, x, 1 - half.down / sigma, denoised);
      const noisy = axpby(1, xMiddle, sNoise * half.up, noise(from, middle));
      const denoisedMiddle = await denoise(noisy, middle);
      const whole = ancestralStep(from, to, eta);
      x = axpby(whole.down / sigma, x, 1 - whole.down / sigma, denoisedMiddle);
      x = axpby(1, x, sNoise * whole.up, noise(from, to));
    }
    yield { i, sigma, x, denoised };
  }
};

const f = Math.fround;

/** The geometric middle, in float32. */
function middleOf(sigma: Sigma, next: Sigma): Sigma {
  const [lambda, lambdaNext] = [lambdaOf(sigma), lambdaOf(next)];
  return sigmaAtLambda(f(lambda + f(f(lambdaNext - lambda) / 2)));
}
