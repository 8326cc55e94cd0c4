import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defined, GenerationRequest, isRead, type KnobName, type ModelEntry } from "@danfang/domain";
import { openHashes } from "@danfang/library";
import { parseInfotext, printInfotext } from "@danfang/recipes";
import { namesWithPaths, placesOf, recipeOf, resolveOrder, withHashes } from "@danfang/workbench";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import fc from "fast-check";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { orderOfRecipe } from "./order-of-recipe.ts";
import type { KnownModels } from "./recipe-models.ts";

/** Each resolves an order over real files. */
const runs = 40;
const home = await temporaryFolder();
const places = placesOf({ home });
const hashes = openHashes(join(home, "hashes.json"));
const context = { places, hashes, names: namesWithPaths(places, hashes) };
const entry = (kind: ModelEntry["kind"], name: string, hash?: string) => {
  const stem = name.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
  const facts = { family: "", precision: "", sizeBytes: 11, isStarter: false, folder: kind };
  return { id: `${kind} ${stem}`, kind, name, stem, ...facts, ...(hash ? { hash } : {}) };
};
const knownWith = (
  entries: readonly ModelEntry[],
  tensorHashes: Readonly<Record<string, string>> = {},
): KnownModels => ({
  list: async (kind) => entries.filter((one) => kind === undefined || one.kind === kind),
  details: async (id) => ({ kind: "lora", alias: `alias of ${id}`, metadata: {} }),
  tensorHash: async (id) => tensorHashes[id] ?? "0".repeat(64),
});
const known = knownWith([
  entry("checkpoint", "starter-emoji.safetensors"),
  entry("vae", "starter-emoji.vae.safetensors"),
  entry("lora", "made-of-gold.safetensors"),
  entry("upscaler", "4x_grain.pth"),
]);
beforeAll(async () => {
  await mkdir(join(home, "models", "ESRGAN"), { recursive: true });
  await writeFile(join(home, "models", "ESRGAN", "4x_grain.pth"), "");
});
const read = async (infotext: string, models = known) => orderOfRecipe(parseInfotext(infotext).value, models);

describe("what was painted by an order gives that order again", () => {
  const share = (min = 0.01) => fc.integer({ min: min * 100, max: 99 }).map((value) => value / 100);
  const cells = fc.integer({ min: 8, max: 256 }).map((count) => count * 8);
  const size = fc.record({ width: cells, height: cells });
  const words = fc.stringMatching(/^[a-z]{2,8}( \([a-z]{2,5}:1\.\d\))?(, [a-z]{2,8}){0,3}$/);
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const sampling = fc.constantFrom(
    ["DPM++ 2M", "karras"],
    ["Euler a", "automatic"],
    ["DPM++ 2M SDE", "exponential"],
    ["UniPC", "simple"],
    ["DPM2", "sgm_uniform"],
  );
  const hires = fc
    .record({
      to: fc.oneof(
        share().map((extra) => ({ scale: 1 + extra })),
        size,
        cells.map((width) => ({ width })),
      ),
      steps: fc.nat(50),
      upscaler: fc.constantFrom("Latent", "Latent (nearest-exact)", "Lanczos", "4x_grain"),
      denoisingStrength: share(),
      sampling: maybe(fc.oneof(sampling, fc.constant(["Heun"]), fc.constant([undefined, "beta"]))),
      prompt: maybe(words),
      negativePrompt: maybe(words),
      checkpoint: maybe(fc.constant("starter-emoji.safetensors")),
    })
    .map(({ to, sampling, ...rest }) => ({ ...rest, ...to, sampler: sampling?.[0], schedule: sampling?.[1] }));
  const init = fc.record({
    image: fc.constant(join(home, "start.png")),
    denoisingStrength: share(),
    noiseMultiplier: share(),
    imageCfgScale: maybe(share()),
    conditioningMaskWeight: share(),
  });
  const knob = (most: number) => fc.integer({ min: 2, max: 1000 }).map((part) => (part / 1001) * most);
  const knobs = fc
    .record(
      {
        eta: knob(10),
        sChurn: knob(100),
        sTmin: knob(9),
        sTmax: knob(999),
        sNoise: knob(10),
        rho: knob(9),
        minUncondSigma: knob(9),
        skipEarlyUncond: knob(1),
        sigmaMin: knob(1),
        sigmaMax: knob(99),
        discardNextToLastSigma: fc.constant(true),
        sgmNoiseMultiplier: fc.constant(true),
        zeroTerminalSnr: fc.constant(true),
        etaDdim: knob(10),
        extraNoise: knob(1),
        betaAlpha: knob(10),
        minUncondAllSteps: fc.constant(true),
        padPrompts: fc.constantFrom("empty" as const, "repeat" as const),
        unipcVariant: fc.constantFrom("bh2" as const, "vary_coeff" as const),
        downcastAlphas: fc.constant(true),
        unipcOrder: fc.integer({ min: 4, max: 50 }),
        unipcLowerOrderFinal: fc.constant(false),
        hypertile: fc.constantFrom("both" as const, "hires" as const),
        hypertileSwapSize: fc.constant(5),
        hypertileMaxDepth: fc.integer({ min: 0, max: 2 }),
        hypertileMaxTile: fc.constant(128),
        img2imgExactSteps: fc.constant(true),
        tokenMerging: knob(1),
        tokenMergingHires: knob(1),
        unipcSkipType: fc.constant("logSNR" as const),
        oldPromptEditing: fc.constant(true),
        secondOrderStepsCountOnce: fc.constant(true),
        hiresFirstPassNetworks: fc.constant(true),
      },
      { requiredKeys: [] },
    )
    .filter((all) => Object.keys(all).length > 0);
  /** A recipe says nothing of knobs that its samplers and schedules do not have. */
  const knobsOfUse = (turned: object, [sampler, schedule]: readonly string[]) => {
    const pass = { sampler: sampler!, schedule: schedule! };
    const used = Object.entries(turned).filter(([name]) => isRead(`knobs.${name as KnobName}`, [pass]));
    return used.length > 0 ? Object.fromEntries(used) : undefined;
  };
  const order = fc
    .record({
      prompt: words.chain((text) => fc.constantFrom(text, `${text} <lora:made-of-gold:0.7>`)),
      negativePrompt: words,
      vae: fc.constantFrom("starter-emoji.vae.safetensors"),
      steps: fc.integer({ min: 1, max: 150 }),
      sampling,
      cfgScale: fc.integer({ min: 1, max: 60 }).map((half) => half / 2),
      cfgRescale: maybe(share()),
      size,
      seed: fc.nat(),
      variation: maybe(fc.record({ seed: fc.nat(), strength: share() })),
      seedResize: maybe(size),
      clipSkip: fc.integer({ min: 1, max: 12 }),
      rng: fc.constantFrom("cpu" as const, "nv" as const),
      emphasis: maybe(fc.constantFrom("noNorm" as const, "ignore" as const, "none" as const)),
      tiling: maybe(fc.constant(true)),
      beyond: fc.oneof(
        hires.map((value) => ({ hires: value })),
        init.map((value) => ({ init: value })),
        fc.constant({}),
      ),
      refiner: maybe(
        share().map((switchAt) => ({
          checkpoint: "starter-emoji.safetensors",
          switchAt,
          bySteps: true,
          hiresPasses: "both" as const,
        })),
      ),
      knobs: maybe(knobs),
    })
    .map(({ knobs: turned, ...rest }) => ({ ...rest, knobs: turned && knobsOfUse(turned, rest.sampling) }))
    .map(({ sampling: [sampler, schedule], size: { width, height }, beyond, ...rest }) =>
      GenerationRequest.parse(
        JSON.parse(
          JSON.stringify({
            ...rest,
            ...beyond,
            sampler,
            schedule,
            width,
            height,
            checkpoint: "starter-emoji.safetensors",
          }),
        ),
      ),
    );

  it("with every field that an infotext carries", async () => {
    await sharp({ create: { width: 8, height: 8, channels: 3, background: "#456" } })
      .png()
      .toFile(join(home, "start.png"));
    await fc.assert(
      fc.asyncProperty(order, async (asked) => {
        const resolved = await resolveOrder(asked, context, false);
        const size = { width: asked.width!, height: asked.height! };
        const recipe = await withHashes(recipeOf(asked, resolved, size), resolved, [], context.hashes, undefined);
        const { request, init: start, missing, unused } = await read(printInfotext(recipe));
        expect({ missing, unused }).toEqual({ missing: [], unused: [] });
        const { init: wanted, ...plain } = asked;
        const back = GenerationRequest.parse({
          ...request,
          ...(wanted ? { init: { image: wanted.image, ...start } } : {}),
        });
        const scale = asked.hires?.width === undefined && asked.hires?.height === undefined ? {} : { scale: 2 };
        const hiresAsked = asked.hires ? { hires: { ...asked.hires, ...scale } } : {};
        expect(back).toEqual({ ...plain, ...hiresAsked, ...defined({ init: wanted }) });
      }),
      { numRuns: runs },
    );
  });
});

describe("a recipe of the WebUI's", () => {
  const first = "fox\nSteps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 3, Size: 512x512";

  it("names the second pass's schedule where it is another one, as its label", async () => {
    const hires = "Denoising strength: 0.4, Hires upscale: 1.5, Hires upscaler: Latent";
    const of = async (more: string) => (await read(`${first}, ${hires}${more}`)).request.hires;
    expect(await of(", Hires sampler: Euler, Hires schedule type: SGM Uniform")).toMatchObject({
      sampler: "Euler",
      schedule: "sgm_uniform",
    });
    expect(await of(", Hires sampler: DPM++ SDE Karras")).toMatchObject({ sampler: "DPM++ SDE", schedule: "karras" });
    expect(await of(", Hires sampler: Euler")).not.toHaveProperty("schedule"); // Karras is what DPM++ 2M has anyway
    expect(await of("")).toEqual({ scale: 1.5, steps: 0, upscaler: "Latent", denoisingStrength: 0.4 });
  });

  it("of a picture that was painted over tells how, though not from which", async () => {
    const text = `${first}, Denoising strength: 0.55, Mask blur: 12, Inpaint area: Only masked, Masked content: latent noise`;
    const { request, init } = await read(text);
    expect(request).not.toHaveProperty("init");
    expect(init).toEqual({ denoisingStrength: 0.55, mask: { blur: 12, area: "masked", content: "noise" } });
  });

  it("may name what is not here, and what nobody follows", async () => {
    const text = `${first}, Refiner: gone [7440042bbd], Refiner switch at: 0.8, Hires upscaler: gone, Sigma churn: 900, Sigma noise: 1.02, ADetailer model: face`;
    const { request, missing, unused } = await read(text);
    expect(missing).toEqual([
      { kind: "upscaler", name: "gone" },
      { kind: "checkpoint", name: "gone", hash: "7440042bbd" },
    ]);
    expect(unused).toEqual(["ADetailer model"]);
    expect(request).not.toHaveProperty("refiner");
    expect(request.knobs).toEqual({ sNoise: 1.02 }); // nobody may churn so much here
  });

  it("of a grid orders the grid", async () => {
    const { request, unused } = await read(`${first}, Script: X/Y/Z plot, X Type: CFG Scale, X Values: "5, 7, 9"`);
    expect(request.grid).toMatchObject({ x: { axis: "CFG Scale", values: "5, 7, 9" }, drawLegend: true });
    expect(unused).toEqual([]);
  });
});

describe("a LoRA that has another name here", () => {
  const hash = "5e40d722fc3d";
  const text = (name: string) =>
    `fox <lora:${name}:0.7> <lora:plain:1>\nSteps: 20, Sampler: Euler, Seed: 3, Lora hashes: "${name}: ${hash}"`;
  const models = knownWith([entry("lora", "style/ink.safetensors"), entry("lora", "plain.safetensors")], {
    "lora ink": `${hash}${"7".repeat(52)}`,
  });

  it("is found by the hash of its tensors, and the prompt calls it so", async () => {
    const { request, missing } = await read(text("castle"), models);
    expect(request.prompt).toBe("fox <lora:ink:0.7> <lora:plain:1>");
    expect(missing).toEqual([]);
  });

  it("is left as it is where a file of that name may be it; by what its trainer called it, it is found too", async () => {
    for (const name of ["ink", "INK", "style/ink"])
      expect((await read(text(name), models)).request.prompt).toContain(`<lora:${name}:0.7>`);
    const aliased = await read("fox <lora:alias of lora ink:0.7>\nSteps: 20, Sampler: Euler, Seed: 3", models);
    expect([aliased.request.prompt, aliased.missing]).toEqual(["fox <lora:ink:0.7>", []]);
  });

  it("is missing where nothing has its hash", async () => {
    const { request, missing } = await read(text("castle").replace(hash, "aaaaaaaaaaaa"), models);
    expect(request.prompt).toContain("<lora:castle:0.7>");
    expect(missing).toEqual([{ kind: "lora", name: "castle", hash: "aaaaaaaaaaaa" }]);
  });
});

it("of files that are the same byte for byte, the one is meant that the recipe names", async () => {
  const twins = knownWith(
    ["a.safetensors", "b.safetensors", "c.safetensors"].map((name) => entry("checkpoint", name, "7440042bbd")),
  );
  const named = (name: string) =>
    read(`fox\nSteps: 20, Sampler: Euler, Seed: 3, Model hash: 7440042bbd, Model: ${name}`, twins);
  expect((await named("b")).request.checkpoint).toBe("b.safetensors");
  expect((await named("renamed since")).request.checkpoint).toBe("a.safetensors");
});

it("a LoRA that another program names outside of the prompt is called for in it", async () => {
  const loras = [
    { name: "ink", weight: 0.8, clipWeight: 0.5 },
    { name: "off", weight: 0 },
    { name: "gone", weight: 1 },
  ];
  const models = knownWith([entry("lora", "ink.safetensors"), entry("lora", "off.safetensors")]);
  const { request, missing } = await orderOfRecipe({ prompt: "fox", loras }, models);
  expect([request.prompt, missing]).toEqual(["fox <lora:ink:0.5:0.8>", [{ kind: "lora", name: "gone" }]]);
});

it("a sampler or schedule that is not known here is in no order", async () => {
  const { request } = await orderOfRecipe({ sampler: "Undefined", schedule: "none such", steps: 12 }, known);
  expect(request).toEqual({ steps: 12 });
});
