import { afterAll, describe, expect, it } from "vitest";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { describePictures, goldenOrder, readPictureGoldens } from "../testing/law-of-pictures.ts";
import { paintAll } from "../testing/painted.ts";
import { relativeError } from "../testing/read-goldens.ts";
import { starterFile, starterVae } from "../testing/starter.ts";
import { paint } from "./paint.ts";

// One of each sampler and each rule; every sampler with every schedule is in pictures.slow.test.ts.
describePictures([
  "euler.automatic",
  "euler-a.exponential",
  "heun.karras",
  "lms.uniform",
  "dpm2-a.automatic",
  "dpmpp-2s-a.uniform",
  "dpmpp-2m.automatic",
  "ddim.7-steps",
  "two-chunks",
  "weights",
  "clip-skip-2",
  "oblong",
  "one-step",
  "nv-noise",
]);

/** Of a golden's standard deviation. */
const tolerance = 1e-4;
/** Levels of 255: both round down, so the least difference may be one. */
const pixelTolerance = 1;

const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 1 }), memoryBudget: Infinity });
const goldens = readPictureGoldens();
afterAll(() => engine.close());

async function encodings(name: string) {
  const { order } = goldenOrder(name);
  const taken: Float32Array[] = [];
  const spy: typeof engine = {
    ...engine,
    async encode(...args) {
      const tensors = await engine.encode(...args);
      taken.push(...tensors.map(({ context }) => context.data));
      return tensors;
    },
  };
  for await (const event of paint(spy, order)) if (event.type === "encoded") break;
  return { cond: taken[0]!, uncond: taken[1]! };
}

describe("on the way to a picture", () => {
  it.each(["euler.automatic", "clip-skip-2"])("the prompts of %s are encoded as the reference does", async (name) => {
    const ours = await encodings(name);
    const golden = await goldens;
    expect(relativeError(ours.cond, golden(`${name}.cond`).data)).toBeLessThan(tolerance);
    expect(relativeError(ours.uncond, golden(`${name}.uncond`).data)).toBeLessThan(tolerance);
  });

  it("pixels are the reference's to one level", async () => {
    const { images } = await paintAll(engine, goldenOrder("euler.automatic").order);
    const pixels = (await goldens)("euler.automatic.pixels").data;
    const { data, width, height } = images[0]!.pixels;
    expect([width, height, data.length]).toEqual([128, 128, pixels.length]);
    const worst = data.reduce((most, value, i) => Math.max(most, Math.abs(value - pixels[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(pixelTolerance);
  });

  it("a VAE in a file of its own decodes as the reference does", async () => {
    const golden = await goldens;
    const latent = golden("euler.automatic.latent");
    const [image] = await engine.decode({ checkpoint: starterFile, vae: starterVae }, latent);
    const exact = golden("euler.automatic.decodedBySecondVae").data;
    const area = 128 * 128;
    const levels = exact.map((value) => Math.max(0, Math.min(255, ((value + 1) / 2) * 255)));
    const worst = image!.data.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - levels[(i % 3) * area + Math.floor(i / 3)]!)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(pixelTolerance);
  });
});
