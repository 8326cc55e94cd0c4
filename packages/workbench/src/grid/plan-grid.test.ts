import { GenerationRequest, type GridRequest } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withGridSeeds } from "../seeds/fix-seeds.ts";
import { type GridPlan, mostCells, planGrid, sheetPlace } from "./plan-grid.ts";

type Axes = Partial<Record<"x" | "y" | "z", readonly [axis: string, values: string | string[]]>>;

/** A plan of axes given as pairs. */
function plan(axes: Axes, order: object = {}, grid: Partial<GridRequest> = {}): GridPlan {
  const named = Object.fromEntries(Object.entries(axes).map(([name, [axis, values]]) => [name, { axis, values }]));
  const request = GenerationRequest.parse({
    prompt: "red apple, flat",
    seed: 7,
    ...order,
    grid: { ...grid, ...named },
  });
  return planGrid(request as Parameters<typeof planGrid>[0]);
}
const said = (made: () => unknown) => {
  try {
    made();
  } catch (error) {
    const { code, facts } = error as { code: string; facts: Record<string, unknown> };
    return { code, ...facts };
  }
  return undefined;
};
const init = { image: "apple.png" };
const hires = {};

describe("a grid's cells", () => {
  it("are all combinations of its values, each once", () => {
    const list = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(list, list, list, (steps, skips, seeds) => {
        const { cells, ...rest } = plan({
          x: ["Steps", steps.join(", ")],
          y: ["CFG Scale", skips.join(", ")],
          z: ["Seed", seeds.join(",")],
        });
        const found = cells.map(({ request }) => [request.steps, request.cfgScale, request.seed].join());
        expect(new Set(found)).toEqual(
          new Set(steps.flatMap((x) => skips.flatMap((y) => seeds.map((z) => [x, y, z].join())))),
        );
        expect(found).toHaveLength(steps.length * skips.length * seeds.length);
        const places = cells.map(({ at }) => sheetPlace({ cells, ...rest }, at));
        expect(places.toSorted((a, b) => a - b)).toEqual(cells.map((_, i) => i));
      }),
    );
  });

  it("differ in nothing but what the axes vary: the seed too stays", () => {
    const { cells } = plan({ x: ["cfg scale", "5, 7"] }, { width: 64, height: 64 });
    const [five, seven] = cells.map(({ request }) => request);
    expect(seven).toEqual({ ...five, cfgScale: 7 });
    expect(five).not.toHaveProperty("grid");
  });

  it("change the checkpoint least often, wherever it stands, then the VAE", () => {
    const changes = (axes: Axes) => {
      const names = plan(axes).cells.map(({ request }) => [request.checkpoint, request.vae, request.steps] as const);
      return [0, 1, 2].map((i) => names.filter((now, k) => k > 0 && now[i] !== names[k - 1]![i]).length);
    };
    const [checkpoints, vaes, steps] = [
      ["Checkpoint name", "a, b"],
      ["VAE", "c, d"],
      ["Steps", "1, 2"],
    ] as const;
    for (const [x, y, z] of [
      [checkpoints, vaes, steps],
      [steps, checkpoints, vaes],
      [vaes, steps, checkpoints],
    ])
      expect(changes({ x: x!, y: y!, z: z! })).toEqual([1, 3, 7]);
  });

  it("have seeds that rise along the axes that are to vary them, over what the axes set", () => {
    const seeds = (varySeeds: GridRequest["varySeeds"]) =>
      plan({ x: ["Steps", "1-3"], y: ["Seed", "10, 20"] }, {}, { varySeeds }).cells.map(({ request }) => request.seed);
    expect(seeds(["x"])).toEqual([10, 11, 12, 20, 21, 22]);
    expect(seeds(["x", "y"])).toEqual([10, 11, 12, 23, 24, 25]);
  });
});

describe("every axis", () => {
  it.each([
    ["Seed", "12", { seed: 12 }],
    ["Var. seed", "12", { variation: { seed: 12, strength: 0 } }],
    ["Var. strength", "0.25", { variation: { seed: -1, strength: 0.25 } }],
    ["Steps", "12", { steps: 12 }],
    ["Hires steps", "12", { hires: { steps: 12 } }],
    ["CFG Scale", "4.5", { cfgScale: 4.5 }],
    ["CFG Rescale", "0.7", { cfgRescale: 0.7 }],
    ["Image CFG Scale", "1.25", { init: { imageCfgScale: 1.25 } }],
    ["Prompt S/R", "red", { prompt: "red apple, flat" }],
    ["Prompt order", "red", { prompt: "red apple, flat" }],
    ["Sampler", "Heun", { sampler: "Heun" }],
    ["Hires sampler", "Heun", { hires: { sampler: "Heun" } }],
    ["Checkpoint name", "dream", { checkpoint: "dream" }],
    ["Negative Guidance minimum sigma", "2", { knobs: { minUncondSigma: 2 } }],
    ["Sigma Churn", "2", { knobs: { sChurn: 2 } }],
    ["Sigma min", "2", { knobs: { sTmin: 2 } }],
    ["Sigma max", "2", { knobs: { sTmax: 2 } }],
    ["Sigma noise", "2", { knobs: { sNoise: 2 } }],
    ["Schedule type", "Karras", { schedule: "Karras" }],
    ["Schedule min sigma", "2", { knobs: { sigmaMin: 2 } }],
    ["Schedule max sigma", "2", { knobs: { sigmaMax: 2 } }],
    ["Schedule rho", "2", { knobs: { rho: 2 } }],
    ["Eta", "0.5", { knobs: { eta: 0.5 } }],
    ["Clip skip", "2", { clipSkip: 2 }],
    ["Denoising", "0.5", { init: { denoisingStrength: 0.5 }, hires: { denoisingStrength: 0.7 } }],
    ["Initial noise multiplier", "0.5", { init: { noiseMultiplier: 0.5 } }],
    ["Hires upscaler", "Lanczos", { hires: { upscaler: "Lanczos" } }],
    ["Cond. Image Mask Weight", "0.5", { init: { conditioningMaskWeight: 0.5 } }],
    ["VAE", "Automatic", { vae: "auto" }],
    ["VAE", "None", { vae: "none" }],
    ["VAE", "Anime", { vae: "Anime" }],
    ["Styles", '"ink,night"', { styles: ["base", "ink", "night"] }],
    ["Always discard next-to-last sigma", "true", { knobs: { discardNextToLastSigma: true } }],
    ["SGM noise multiplier", "False", { knobs: { sgmNoiseMultiplier: false } }],
    ["Refiner checkpoint", "fine", { refiner: { checkpoint: "fine", switchAt: 0.6 } }],
    ["Refiner switch at", "0.4", { refiner: { checkpoint: "own", switchAt: 0.4 } }],
    ["RNG source", "NV", { rng: "nv" }],
    ["Size", "512x768", { width: 512, height: 768 }],
    ["Nothing", "", { prompt: "red apple, flat" }],
  ])("%s %s is the order's own field", (axis, value, expected) => {
    const refiner = { checkpoint: "own", switchAt: 0.6 };
    const { cells } = plan({ x: [axis, value] }, { init, hires, refiner, styles: ["base"] });
    expect(cells[0]!.request).toMatchObject(expected);
  });

  it("that is offered has been tried above; the WebUI's others are refused by name", () => {
    expect(said(() => plan({ x: ["Face restore", "GFPGAN"] }))).toMatchObject({ code: "grid/unavailableAxis" });
    const mistyped = said(() => plan({ x: ["CGF scale", "5"] }));
    expect(mistyped).toMatchObject({ code: "grid/unknownAxis", nearest: expect.arrayContaining(["CFG Scale"]) });
  });

  it.each([
    ["Steps", "0", "≥ 1"],
    ["Steps", "five", "20, 1-5, 1-9 (+2), 1-10 [4]"],
    ["Steps", "1-9 (+0)", "1-9 (+2)"],
    ["Var. strength", "0.5, 1.5", "≤ 1"],
    ["RNG source", "TPU", "GPU, CPU, NV"],
    ["Size", "500x512", "512x768 (8·n x 8·n)"],
  ])("%s refuses %s and says what is allowed", (axis, values, allowed) => {
    const { code, ...facts } = said(() => plan({ x: [axis, values] })) ?? { code: "none" };
    expect([code, facts]).toEqual(["grid/badValue", { axis, value: expect.any(String), allowed }]);
  });

  it.each([
    ["Prompt S/R", "pear, apple", "pear"],
    ["Prompt order", "red, pear", "red, pear"],
  ])("%s of %s finds nothing in the prompt", (axis, values, value) => {
    expect(said(() => plan({ x: [axis, values] }))).toEqual({ code: "grid/notInPrompt", axis, value });
  });

  it.each([
    ["Denoising", "init or hires"],
    ["Hires steps", "hires"],
    ["Cond. Image Mask Weight", "init"],
    ["Refiner switch at", "refiner"],
  ])("%s is refused where there is no %s", (axis, needs) => {
    expect(said(() => plan({ x: [axis, "0, 1"] }))).toEqual({ code: "grid/withoutEffect", axis, needs });
  });

  it("may change what another one brings, in either direction", () => {
    const [first, second] = [
      ["Refiner switch at", "0.5"],
      ["Refiner checkpoint", "None, fine"],
    ] as const;
    const refiners = (axes: Axes) => plan(axes).cells.map(({ request }) => request.refiner);
    const expected = [undefined, { checkpoint: "fine", switchAt: 0.5 }];
    expect(refiners({ x: first, y: second })).toEqual(expected);
    expect(refiners({ x: second, y: first })).toEqual(expected);
  });
});

it("Prompt S/R replaces its first value in both prompts, one axis after the other", () => {
  const axes: Axes = { x: ["Prompt S/R", "apple, pear"], y: ["Prompt S/R", '"red, flat", "blue, round"'] };
  expect(said(() => plan(axes))).toMatchObject({ code: "grid/notInPrompt" });
  const { cells } = plan({ x: axes.x!, y: ["Prompt S/R", "red, 蓝"] }, { negativePrompt: "red" });
  expect(cells.map(({ request: { prompt, negativePrompt } }) => `${prompt} | ${negativePrompt}`)).toEqual([
    "red apple, flat | red",
    "red pear, flat | red",
    "蓝 apple, flat | 蓝",
    "蓝 pear, flat | 蓝",
  ]);
});

it("a grid that is too large is refused with its size, and one without values too", () => {
  expect(said(() => plan({ x: ["Steps", "1-40"], y: ["CFG Scale", "1-26"] }))).toEqual({
    code: "grid/tooManyCells",
    cells: 40 * 26,
    most: mostCells,
  });
  expect(said(() => plan({ x: ["Steps", " , "] }))).toEqual({ code: "grid/noValues", axis: "Steps" });
});

it("-1 on a seed axis is drawn once and remembered; with keepRandomSeeds it stays", () => {
  let drawn = 100;
  const seedsOf = (keepRandomSeeds: boolean) => {
    const grid = {
      x: { axis: "seed", values: "-1, 5, -1" },
      y: { axis: "Var. strength", values: "0.5" },
      keepRandomSeeds,
    };
    const fixed = withGridSeeds(GenerationRequest.parse({ prompt: "a", grid }), () => ++drawn);
    return [fixed.grid?.x?.fixed, withGridSeeds(fixed, () => 0).grid?.x?.fixed, fixed.variation];
  };
  expect(seedsOf(false)).toEqual([[101, 5, 102], [101, 5, 102], { seed: -1, strength: 0 }]);
  expect(seedsOf(true)).toEqual([undefined, undefined, undefined]);
});
