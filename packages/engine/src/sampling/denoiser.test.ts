import { expect, it } from "vitest";
import { buildDenoiser, type Network } from "./denoiser.ts";
import { axpby, type Latent } from "./latent.ts";
import { buildModelSchedule, type Prediction, sigmaAt } from "./model-schedule.ts";

/** x₀ is a small difference of large numbers at high sigma: float32 leaves about 14.6 · 6e-8 of it, a few times. */
const cancellation = 1e-5;

const model = buildModelSchedule();
const x0 = Float32Array.of(0.3, -1.1, 2, 0.07);
const noise = Float32Array.of(-0.5, 1.3, 0.2, -2.1);

/** A network that sees through the noise, as long as input and timestep fit together. */
const clairvoyant =
  (prediction: Prediction): Network =>
  async (input, t) => {
    const alpha = 1 / (sigmaAt(model, t) ** 2 + 1);
    const [a, b] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
    const clean: Latent = x0;
    const epsilon = axpby(1 / b, input, -a / b, clean);
    const output = prediction === "epsilon" ? epsilon : axpby(a, epsilon, -b, clean);
    return { conds: [output], uncond: output };
  };

const close = (actual: Latent, expected: Latent) =>
  expect(Math.max(...actual.map((value, k) => Math.abs(value - expected[k]!)))).toBeLessThan(cancellation);

it.each<Prediction>(["epsilon", "v"])("recovers x₀ and ε from a perfect %s network", async (prediction) => {
  const { denoise, predictEpsilon } = buildDenoiser({
    network: clairvoyant(prediction),
    model,
    prediction,
    cfgScale: 1,
  });
  for (const t of [1, 200, 640, 998]) {
    const sigma = sigmaAt(model, t);
    close((await denoise(axpby(1, x0, sigma, noise), sigma)).guided, x0);
    const alpha = model.alphasCumprod[t]!;
    const { guided } = await predictEpsilon(axpby(Math.sqrt(alpha), x0, Math.sqrt(1 - alpha), noise), t);
    close(guided, noise);
  }
});

it("hands the network unit variance and the trained timestep", async () => {
  const seen: { input: Latent; t: number }[] = [];
  const network: Network = async (input, t) => {
    seen.push({ input, t });
    return { conds: [input], uncond: input };
  };
  const { denoise, predictEpsilon } = buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 3 });
  await denoise(Float32Array.of(5, -5), model.sigmas[700]!);
  await predictEpsilon(Float32Array.of(5, -5), 321);
  expect(seen[0]!.t).toBe(700);
  expect(seen[0]!.input[0]).toBeCloseTo(5 * Math.sqrt(model.alphasCumprod[700]!), 6);
  expect(seen[1]).toEqual({ input: Float32Array.of(5, -5), t: 321 });
});

it("guides x₀ and ε, and asks for uncond only where it counts", async () => {
  const asked: boolean[] = [];
  const network: Network = async (input, _t, ask) => {
    asked.push(ask.uncond);
    return { conds: [input.map(() => 2)], uncond: ask.uncond ? input.map(() => 1) : undefined };
  };
  const at = (cfgScale: number) => buildDenoiser({ network, model, prediction: "epsilon", cfgScale });
  const x = Float32Array.of(10);
  const sigma = 4;
  expect((await at(1).denoise(x, sigma)).guided[0]).toBe(10 - sigma * 2);
  expect((await at(3).denoise(x, sigma)).guided[0]).toBe(10 - sigma * (1 + 3 * (2 - 1)));
  expect((await at(3).predictEpsilon(x, 9)).guided[0]).toBe(1 + 3 * (2 - 1));
  expect((await at(3).predictEpsilon(x, 9)).uncond?.[0]).toBe(1);
  expect(asked).toEqual([false, true, true, true]);
});
