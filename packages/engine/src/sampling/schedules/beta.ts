import { betaQuantile } from "./beta-quantile.ts";
import type { Levels } from "./schedule.ts";

/**
 * Quantiles of a Beta distribution over the range of σ, denser at both ends.
 *
 * Over σ, as AUTOMATIC1111 has it, where ComfyUI's Beta goes over timesteps. Source: Lee et al. 2024, arXiv 2407.12173;
 * AUTOMATIC1111 1.10.1 `beta_scheduler`.
 */
export const beta: Levels = (n, _model, { sigmaMin, sigmaMax, betaAlpha = 0.6, betaBeta = 0.6 }) => [
  ...Array.from({ length: n }, (_, i) => {
    const share = betaQuantile(1 - i / Math.max(n - 1, 1), betaAlpha, betaBeta);
    return Math.fround(sigmaMin + share * (sigmaMax - sigmaMin));
  }),
  0,
];
