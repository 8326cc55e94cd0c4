import type { Sigma } from "@danfang/domain";
import type { Interval } from "../intervals.ts";
import { axpby, type Latent } from "../latent.ts";
import type { SamplerOptions } from "../sampler.ts";

/**
 * Raises the noise of x from sigma to σ̂ = σ(1 + γ) before a step, γ = S_churn/N at most √2 − 1, inside [S_tmin, S_tmax].
 *
 * While S_churn is set a draw is taken at every step, used or not, so the generator stands where k-diffusion's does.
 * Source: Karras et al. 2022, arXiv 2206.00364, Algorithm 2.
 */
export function churn(x: Latent, { sigma, next }: Interval, steps: number, o: SamplerOptions): [Latent, Sigma] {
  if (o.sChurn <= 0) return [x, sigma];
  const noise = o.noise(sigma, next);
  const gamma = sigma >= o.sTmin && sigma <= o.sTmax ? Math.min(o.sChurn / steps, Math.SQRT2 - 1) : 0;
  if (gamma === 0) return [x, sigma];
  const sigmaHat = Math.fround(sigma * (1 + gamma));
  return [axpby(1, x, o.sNoise * Math.sqrt(sigmaHat ** 2 - sigma ** 2), noise), sigmaHat];
}
