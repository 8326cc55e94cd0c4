import { type ModelSchedule, modelScheduleFrom } from "./model-schedule.ts";
import { log32 } from "./torch-math.ts";

/** ᾱ of the last timestep, which exactly 0 would make a division by zero of. */
const lastAlpha = 4.8973451890853435e-8;

/**
 * The schedule shifted and stretched until its last level is all noise, as models trained with zero terminal SNR want:
 * σ then ends near 4519.
 *
 * Source: Lin et al. 2023, arXiv 2305.08891, Algorithm 1; AUTOMATIC1111 1.10.1 `rescale_zero_terminal_snr_abar`.
 */
export function withZeroTerminalSnr({ alphasCumprod }: ModelSchedule): ModelSchedule {
  const f = Math.fround;
  const roots = alphasCumprod.map(Math.sqrt);
  const first = roots[0]!;
  const last = roots.at(-1)!;
  const stretch = f(first / f(first - last));
  const rescaled = roots.map((root) => f(f(root - last) * stretch) ** 2);
  rescaled[rescaled.length - 1] = lastAlpha;
  return modelScheduleFrom(rescaled);
}

/**
 * The schedule in half precision, every sum rounded, as WebUIs before 1.8 had it. Setting `use_downcasted_alpha_bar`;
 * source: what torch makes of k-diffusion's `((1 - alphas_cumprod) / alphas_cumprod) ** 0.5` and its `log()` in float16.
 */
export function withDowncastAlphas(model: ModelSchedule): ModelSchedule {
  const alphasCumprod = model.alphasCumprod.map(toFloat16);
  const sigmas = alphasCumprod.map((a) => toFloat16(Math.sqrt(toFloat16(toFloat16(1 - a) / a))));
  return { alphasCumprod, sigmas, logSigmas: sigmas.map((sigma) => toFloat16(log32(sigma))) };
}

/** Levels that a latent consistency model was distilled for, of a thousand. */
const consistencyLevels = 50;

/**
 * The levels of a latent consistency model: every twentieth of the schedule, the last one among them, no level between
 * them. Source: AUTOMATIC1111 1.10.1, `modules/sd_samplers_lcm.py`, `LCMCompVisDenoiser`.
 */
export function consistencySchedule({ alphasCumprod }: ModelSchedule): ModelSchedule {
  const stride = Math.floor(alphasCumprod.length / consistencyLevels);
  const first = alphasCumprod.length - 1 - (consistencyLevels - 1) * stride;
  const alphas = Float32Array.from({ length: consistencyLevels }, (_, k) => alphasCumprod[first + k * stride]!);
  return { ...modelScheduleFrom(alphas), clock: { first, stride }, quantized: true };
}

/** Rounds to 11 significant bits, half to even. Values are 0 or lie in float16's normal range. */
function toFloat16(value: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 10);
  const units = value / unit;
  const below = Math.floor(units);
  const isUp = units - below > 0.5 || (units - below === 0.5 && below % 2 === 1);
  return (isUp ? below + 1 : below) * unit;
}
