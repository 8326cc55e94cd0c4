import type { Sigma } from "@danfang/domain";

/**
 * Splits a step to `next` into a deterministic one `down` and fresh noise `up`, with down² + up² = next².
 *
 * η = 0 adds none, η = 1 as much as the reverse process has. Rounded to float32 wherever k-diffusion does: `down` loses
 * digits when a step is long, and the second-order samplers take its logarithm.
 * Source: k-diffusion `get_ancestral_step`; Song et al. 2020, arXiv 2010.02502, eq. 16 in σ.
 */
export function ancestralStep(sigma: Sigma, next: Sigma, eta: number): { down: Sigma; up: Sigma } {
  if (eta === 0) return { down: next, up: 0 };
  const f = Math.fround;
  const square = (value: number) => f(value * value);
  const variance = f(f(square(next) * f(square(sigma) - square(next))) / square(sigma));
  const up = Math.min(next, f(eta * f(Math.sqrt(variance))));
  return { down: f(Math.sqrt(f(square(next) - square(up)))), up };
}
