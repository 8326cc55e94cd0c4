import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openOrt } from "../runtime/ort.ts";
import { type Painted, paintAll } from "../testing/painted.ts";
import { smallOrder, starterVae } from "../testing/starter.ts";
import { openLocalEngine } from "./local-engine.ts";
import { openEngine } from "./process-engine.ts";

const openHere = (memoryBudget = Infinity) =>
  openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 2 }), memoryBudget });

const engine = openHere();
afterAll(() => engine.close());

let alone: Painted;
beforeAll(async () => {
  alone = await paintAll(engine, smallOrder);
});

describe("the same recipe gives the same latent and the same pixels, bit for bit", () => {
  it("when it runs again", async () => {
    expect((await paintAll(engine, smallOrder)).images).toEqual(alone.images);
  });

  it("when another recipe ran in between", async () => {
    await paintAll(engine, { ...smallOrder, sampler: "Heun", width: 96, batches: [[8]] });
    expect((await paintAll(engine, smallOrder)).images).toEqual(alone.images);
  });

  it.each(["first", "last"])("when it is the %s of a batch", async (place) => {
    const batch = place === "first" ? [7, 8, 9] : [8, 9, 7];
    const { images } = await paintAll(engine, { ...smallOrder, batches: [batch] });
    expect(images.find(({ seed }) => seed === 7)).toEqual(alone.images[0]);
    expect(images.find(({ seed }) => seed === 8)!.latent).not.toEqual(alone.images[0]!.latent);
  });

  it("when it is one batch of several", async () => {
    const { images } = await paintAll(engine, { ...smallOrder, batches: [[5, 6], [7]] });
    expect(images.map(({ seed }) => seed)).toEqual([5, 6, 7]);
    expect(images[2]).toEqual(alone.images[0]);
  });

  it("when somebody watches its previews", async () => {
    expect((await paintAll(engine, { ...smallOrder, previews: true })).images).toEqual(alone.images);
  });

  it("in another engine, and in an engine process", async () => {
    const others = [openHere(), openEngine({ backend: "cpu", threads: 2 })];
    for (const other of others) {
      expect((await paintAll(other, smallOrder)).images).toEqual(alone.images);
      await other.close();
    }
  });

  it("when no two sessions fit into the memory budget", async () => {
    const small = openHere(1);
    expect((await paintAll(small, { ...smallOrder, previews: true })).images).toEqual(alone.images);
    expect((await small.stats()).sessions).toHaveLength(1);
    await small.close();
  });
});

describe("another picture comes out", () => {
  it.each([
    ["seed", { batches: [[8]] }],
    ["prompt", { prompt: "green apple" }],
    ["emphasis", { prompt: "(red apple:1.3), flat style" }],
    ["negative prompt", { negativePrompt: "" }],
    ["sampler", { sampler: "Euler" }],
    ["schedule", { schedule: "exponential" }],
    ["number of steps", { steps: 4 }],
    ["cfg scale", { cfgScale: 6 }],
    ["clip skip", { clipSkip: 2 }],
    ["source of noise", { rng: "nv" }],
    ["eta noise seed delta", { etaNoiseSeedDelta: 31337 }],
  ] as const)("for another %s", async (_, change) => {
    const { images } = await paintAll(engine, { ...smallOrder, ...change });
    expect(images[0]!.latent.data).not.toEqual(alone.images[0]!.latent.data);
  });

  it("of the same latent, with another VAE", async () => {
    const setup = { ...smallOrder.setup, vae: starterVae };
    const { images } = await paintAll(engine, { ...smallOrder, setup });
    expect(images[0]!.latent).toEqual(alone.images[0]!.latent);
    expect(images[0]!.pixels.data).not.toEqual(alone.images[0]!.pixels.data);
  });
});
