import { intervals } from "../intervals.ts";
import { axpby, type Latent } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";

/** How the second order is taken: at the middle of a step, or from both its ends. */
export type SecondOrder = "midpoint" | "heun";

/**
 * DPM++ 2M SDE: second-order multistep for the diffusion SDE in λ = −ln σ, one model call per step, noise from a Brownian
 * motion. η = 0 is the ODE.
 *
 * A final 0 ends on the prediction. Source: Lu et al. 2022, arXiv 2211.01095, SDE-DPM-Solver++(2M); matches k-diffusion
 * `sample_dpmpp_2m_sde` to float32 rounding.
 */
export const dpmpp2mSde = (secondOrder: SecondOrder): SigmaSampler =>
  async function* (denoise, x, sigmas, { noise, eta, sNoise }) {
    let previous: { h: number; denoised: Latent } | undefined;
    for (const { i, sigma, next } of intervals(sigmas)) {
      const denoised = await denoise(x, sigma);
      if (next === 0) {
        x = denoised;
      } else {
        const h = Math.log(sigma / next);
        const rate = h * (1 + eta);
        const kept = -Math.expm1(-rate);
        x = axpby((next / sigma) * Math.exp(-eta * h), x, kept, denoised);
        if (previous) {
          const slope = (h / previous.h) * (secondOrder === "heun" ? 1 - kept / rate : kept / 2);
          x = axpby(1, x, slope, axpby(1, denoised, -1, previous.denoised));
        }
        if (eta > 0) x = axpby(1, x, sNoise * next * Math.sqrt(-Math.expm1(-2 * eta * h)), noise(sigma, next));
        previous = { h, denoised };
      }
      yield { i, sigma, x, denoised };
    }
  };
