import type { Timestep } from "@danfang/domain";

/**
 * The timesteps of a timestep sampler, rising: 1, 1 + s, 1 + 2s …, s = ⌊total/steps⌋. Often not `steps` of them: 30 of
 * 1000 give 31. None for 0 steps.
 *
 * Source: AUTOMATIC1111 1.10.1, `CompVisSampler.get_timesteps`.
 */
export function timestepsFor(steps: number, total: number): Timestep[] {
  if (steps <= 0) return [];
  const stride = Math.max(Math.floor(total / steps), 1);
  return Array.from({ length: Math.ceil(total / stride) }, (_, i) => Math.min(i * stride + 1, total - 1));
}
