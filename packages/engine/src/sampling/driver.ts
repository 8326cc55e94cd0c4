import type { BatchNoise } from "../noise/index.ts";
import type { Denoiser, Steering } from "./denoiser.ts";
import type { Latent } from "./latent.ts";
import type { MaskBlend } from "./mask-blend.ts";
import type { Moment } from "./moment.ts";
import type { SamplingPlan } from "./plan.ts";
import type { DenoiseBoth, Noise, PredictEpsilon, SamplerSteps } from "./sampler.ts";
import { startOf } from "./start.ts";

export interface SamplingInput {
  readonly denoiser: Denoiser;
  /** Where sampling starts: noise of standard deviation 1, [N, 4, H/8, W/8]. */
  readonly initial: Latent;
  /**
   * Draws for the whole batch, for samplers that add noise on the way. A batch's noise serves every sampler; a function
   * is asked as it is, also by the samplers that want a Brownian motion.
   */
  readonly noise: BatchNoise | Noise;
  /** The picture's latent, for plans that start from one; [N, 4, H/8, W/8], scaled as the model wants it. */
  readonly latent?: Latent | undefined;
  /** What must not be repainted. */
  readonly mask?: MaskBlend | undefined;
}

/**
 * Runs a plan. The `x` of the last step is the latent, [N, 4, H/8, W/8], ready for the VAE; with a mask every step's `x`
 * has what must stay in it. A plan without steps yields nothing: its latent is `startOf` it.
 */
export async function* sample(plan: SamplingPlan, input: SamplingInput): SamplerSteps {
  const { mask } = input;
  for await (const step of run(plan, input)) yield mask ? { ...step, x: mask.finally(step.x) } : step;
}

function run(plan: SamplingPlan, input: SamplingInput): SamplerSteps {
  const x = startOf(plan, input);
  const { denoiser, mask = same } = input;
  const options = { ...plan.options, noise: noiseFor(plan, input.noise) };
  let calls = 0;
  const now = (): Moment => ({ call: calls++, totalCalls: plan.totalCalls });

  const denoiseBoth =
    (steering?: Steering): DenoiseBoth =>
    async (x, sigma) => {
      const { guided, uncond } =
        plan.kind === "sigma" && plan.sampler.kind === "sigma" && plan.sampler.answer === "consistency"
          ? await denoiser.denoiseConsistently(x, sigma, plan.model, now())
          : await denoiser.denoise(x, sigma, now(), steering);
      return { guided: mask.during(guided, sigma), uncond: uncond ?? guided };
    };
  const denoise = async (x: Latent, sigma: number) => (await denoiseBoth()(x, sigma)).guided;

  if (plan.kind === "timesteps") {
    const { cfgMultiplier } = plan.sampler;
    const steering = cfgMultiplier === undefined ? undefined : { cfgMultiplier };
    const predict: PredictEpsilon = (x, t) => denoiser.predictEpsilon(mask.during(x, t), t, now(), steering);
    return plan.sampler.sample(predict, x, plan.timesteps, plan.model.alphasCumprod, options);
  }
  if (plan.kind === "range") return plan.sampler.sample(denoise, x, plan.range, options);
  if (plan.sampler.kind === "sigma-both")
    return plan.sampler.sample(denoiseBoth({ cfgMultiplier: 1 }), x, plan.sigmas, options);
  return plan.sampler.sample(denoise, x, plan.sigmas, options);
}

const same: MaskBlend = { during: (latent) => latent, finally: (latent) => latent };

function noiseFor(plan: SamplingPlan, noise: BatchNoise | Noise): Noise {
  if (typeof noise === "function") return noise;
  return plan.kind === "sigma" && plan.sampler.brownianNoise ? noise.brownian(plan.wholeRange) : () => noise.next();
}
