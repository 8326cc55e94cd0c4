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

it("leaves out uncond early in a run, and at every second call below a sigma, and then takes cond for both", async () => {
  const asked: boolean[] = [];
  const network: Network = async (input, _t, ask) => {
    asked.push(ask.uncond);
    return { conds: [input.map(() => 2)], uncond: ask.uncond ? input.map(() => 1) : undefined };
  };
  const at = (skips: object) => buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 3, ...skips });
  const x = Float32Array.of(10);
  const guidedAt = async (skips: object, call: number, sigma: number) =>
    (await at(skips).denoise(x, sigma, { call, totalCalls: 10 })).guided[0];
  const [guided, skipped] = [10 - 4 * 4, 10 - 4 * 2];
  expect(await guidedAt({ skipEarlyCond: 0.2 }, 2, 4)).toBe(skipped);
  expect(await guidedAt({ skipEarlyCond: 0.2 }, 3, 4)).toBe(guided);
  expect(await guidedAt({ sMinUncond: 5 }, 3, 4)).toBe(skipped);
  expect(await guidedAt({ sMinUncond: 5 }, 4, 4)).toBe(guided);
  expect(await guidedAt({ sMinUncond: 5, sMinUncondAll: true }, 4, 4)).toBe(skipped);
  expect(await guidedAt({ sMinUncond: 3, sMinUncondAll: true }, 3, 4)).toBe(guided);
  expect(asked).toEqual([false, true, false, true, false, true]);
});

it("guides by text and picture where a picture's scale is set, and asks for three outputs then", async () => {
  const network: Network = async (input, _t, ask) => ({
    conds: [input.map(() => 5)],
    uncond: input.map(() => 1),
    image: ask.image ? input.map(() => 2) : undefined,
  });
  const at = (imageCfgScale: number) =>
    buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 7, imageCfgScale, sMinUncond: 99 });
  const predict = async (imageCfgScale: number, call: number) =>
    (await at(imageCfgScale).predictEpsilon(x0, 9, { call, totalCalls: 10 })).guided[0];
  expect(await predict(1.5, 1)).toBe(1 + 7 * (5 - 2) + 1.5 * (2 - 1));
  expect(await predict(1, 0)).toBe(1 + 7 * (5 - 1));
});

it("lets a sampler multiply the cfg scale, and then always has uncond", async () => {
  const network: Network = async (input, _t, ask) => ({
    conds: [input.map(() => 2)],
    uncond: ask.uncond ? input.map(() => 1) : undefined,
  });
  const denoiser = buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 12.5 });
  const { guided, uncond } = await denoiser.predictEpsilon(x0, 9, undefined, { cfgMultiplier: 1 / 12.5 });
  expect([guided[0], uncond?.[0]]).toEqual([2, 1]);
});

it("tells how much of the model's noise lies behind", async () => {
  const completed: number[] = [];
  const network: Network = async (input, _t, ask) => {
    completed.push(ask.completed);
    return { conds: [input], uncond: input };
  };
  const denoiser = buildDenoiser({ network, model, prediction: "epsilon", cfgScale: 3 });
  for (const sigma of [99, model.sigmas[799]!, model.sigmas[0]!]) await denoiser.denoise(x0, sigma);
  await denoiser.predictEpsilon(x0, 251);
  expect(completed).toEqual([0, 0.2, 0.999, 0.748]);
});
