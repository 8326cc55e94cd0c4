import { intervals } from "../intervals.ts";
import { axpby, type Latent } from "../latent.ts";
import type { SigmaSampler } from "../sampler.ts";

/**
 * DPM++ 3M SDE: third-order multistep for the diffusion SDE in λ = −ln σ, one model call per step, noise from a Brownian
 * motion. η = 0 is the ODE.
 *
 * A final 0 ends on the prediction. Source: Lu et al. 2022, arXiv 2211.01095, continued to third order by k-diffusion
 * `sample_dpmpp_3m_sde`, which it matches to float32 rounding.
 */
export const dpmpp3mSde: SigmaSampler = async function* (denoise, x, sigmas, { noise, eta, sNoise }) {
  /** Newest first. */
  let past: { h: number; denoised: Latent }[] = [];
  for (const { i, sigma, next } of intervals(sigmas)) {
    const denoised = await denoise(x, sigma);
    if (next === 0) {
      x = denoised;
    } else {
      const h = Math.log(sigma / next);
      const rate = h * (1 + eta);
      x = axpby(Math.exp(-rate), x, -Math.expm1(-rate), denoised);
      const [first, second] = past;
      if (first) {
        const phi2 = Math.expm1(-rate) / rate + 1;
        const r0 = first.h / h;
        const slope = axpby(1 / r0, denoised, -1 / r0, first.denoised);
        if (second) {
          const r1 = second.h / h;
          const phi3 = phi2 / rate - 0.5;
          const slopeBefore = axpby(1 / r1, first.denoised, -1 / r1, second.denoised);
          const bend = axpby(1 / (r0 + r1), slope, -1 / (r0 + r1), slopeBefore);
          x = axpby(1, x, phi2 * r0 - phi3, bend);
        }
        x = axpby(1, x, phi2, slope);
      }
      if (eta > 0) x = axpby(1, x, sNoise * next * Math.sqrt(-Math.expm1(-2 * eta * h)), noise(sigma, next));
      past = [{ h, denoised }, ...past].slice(0, 2);
    }
    yield { i, sigma, x, denoised };
  }
};
