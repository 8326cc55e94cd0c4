import { type Recipe, samplerFacts, samplerLabelled, scheduleFacts } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printInfotext } from "./infotext.ts";
import { parseInfotext } from "./read-recipe.ts";

const recipe: Recipe = {
  prompt: "knight on a hill <lora:castle, style:0.7>",
  negativePrompt: "badhandv4",
  steps: 25,
  sampler: "DPM2 a",
  schedule: "automatic",
  cfgScale: 6.5,
  seed: 77,
  width: 768,
  height: 512,
  clipSkip: 2,
  etaNoiseSeedDelta: 31337,
  rng: "cpu",
  checkpoint: { name: "dreamshaper_8", hash: "879db523c30d3b9017143d56705015e15a2cb5628762c11d086fed9538abd7fd" },
  vae: { name: "vae-ft-mse-840000.safetensors", hash: "735e4c3a447a" },
  loras: [{ name: "castle, style", hash: "0f1e2d3c4b5a6978", weight: 0.7 }],
  embeddings: [{ name: "badhandv4", hash: "5e40d722fc3d" }],
  source: { program: "danfang", version: "0.1.0" },
  extra: { Emphasis: "No norm", Note: 'says "hi": twice\nover' },
};

describe("printInfotext", () => {
  it("writes the fields in AUTOMATIC1111's order, hashes cut, and what has a comma, colon or break as JSON", () => {
    expect(printInfotext(recipe)).toBe(
      "knight on a hill <lora:castle, style:0.7>\n" +
        "Negative prompt: badhandv4\n" +
        "Steps: 25, Sampler: DPM2 a, Schedule type: Karras, CFG scale: 6.5, Seed: 77, Size: 768x512, " +
        "Model hash: 879db523c3, Model: dreamshaper_8, VAE hash: 735e4c3a44, VAE: vae-ft-mse-840000.safetensors, " +
        'Clip skip: 2, ENSD: 31337, RNG: CPU, TI hashes: "badhandv4: 5e40d722fc3d", ' +
        'Lora hashes: "castle style: 0f1e2d3c4b5a", Emphasis: No norm, Note: "says \\"hi\\": twice\\nover", ' +
        "Version: danfang 0.1.0",
    );
  });

  it("leaves out what is not said: no negative, clip skip 1, no ENSD where the sampler has no use for it", () => {
    const plain: Recipe = {
      ...recipe,
      negativePrompt: "",
      sampler: "Euler",
      clipSkip: 1,
      rng: "gpu",
      cfgScale: 7,
      extra: {},
    };
    const text = printInfotext({ ...plain, loras: [], embeddings: [] });
    expect(text.split("\n").at(-1)).toBe(
      "Steps: 25, Sampler: Euler, Schedule type: Automatic, CFG scale: 7, Seed: 77, Size: 768x512, " +
        "Model hash: 879db523c3, Model: dreamshaper_8, VAE hash: 735e4c3a44, VAE: vae-ft-mse-840000.safetensors, " +
        "Version: danfang 0.1.0",
    );
    expect(text).not.toContain("Negative prompt");
  });

  it("keeps an extra field that has a place of its own in that place", () => {
    const line = printInfotext(
      { steps: 20, clipSkip: 1 },
      { "Face restoration": "CodeFormer", Steps: 21, Note: 1, Tiling: true },
    );
    expect(line).toBe("Steps: 21, Face restoration: CodeFormer, Tiling: True, Note: 1");
  });

  it("writes a value equal to its key as the key alone, as AUTOMATIC1111 does", () => {
    expect(printInfotext({ steps: 20 }, { Note: "Note" })).toBe("Steps: 20, Note");
  });
});

describe("an infotext we wrote", () => {
  const line = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => text.replace(/[\s<>]+/gu, " ").trim());
  const prompt = fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((lines) => lines.join("\n").trim())
    .filter((text) => !/^\s*Negative prompt:|Hashes: *\{|Civitai (resources|metadata): *[[{]/m.test(text));
  const name = fc
    .stringMatching(/^[\p{L}\d][\p{L}\d ._()"+:,-]{0,20}[\p{L}\d]$/u)
    .filter((text) => !/^(Model|VAE)$/.test(text));
  const hash = fc.stringMatching(/^[0-9a-f]{10}$/);
  const size = fc.integer({ min: 8, max: 2048 }).map((cells) => cells * 8);
  const ran = fc.record({
    prompt,
    negativePrompt: prompt,
    steps: fc.integer({ min: 1, max: 1000 }),
    sampler: fc.constantFrom(...samplerFacts.map(({ label }) => label)),
    schedule: fc.constantFrom(...scheduleFacts.map((schedule) => schedule.name)),
    cfgScale: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.double({ min: 0.001, max: 1000, noNaN: true })),
    seed: fc.oneof(fc.integer({ min: 0, max: 4294967293 }), fc.constant("18446744073709551615")),
    width: size,
    height: size,
    clipSkip: fc.integer({ min: 1, max: 12 }),
    rng: fc.constantFrom("cpu", "gpu", "nv"),
    checkpoint: fc.record({ name, hash }),
    source: fc.constant({ program: "danfang", version: "0.1.0" }),
  });
  const extras = fc.record(
    {
      vae: fc.record({ name, hash }),
      variation: fc.record({ seed: fc.nat(), strength: fc.double({ min: 0.01, max: 1, noNaN: true }) }),
      hires: fc.record({
        scale: fc.constantFrom(1.5, 2),
        steps: fc.nat(99),
        upscaler: name,
        denoisingStrength: fc.constant(0.35),
      }),
      extra: fc.dictionary(fc.constantFrom("Emphasis", "Hires prompt", "Mask blur"), name, { minKeys: 1 }),
    },
    { requiredKeys: [] },
  );

  it("reads back as the recipe that was run, its schedule named", () => {
    fc.assert(
      fc.property(ran, extras, (base, more) => {
        const written: Recipe = { ...base, ...more };
        const { value: read, findings } = parseInfotext(printInfotext(written));
        expect(findings).toEqual([]);
        expect(read).toEqual(asRead(written));
        expect(printInfotext(read)).toBe(printInfotext(written));
      }),
    );
  });

  /** What a reader can know: the automatic schedule by its name, no empty negative prompt, no zero steps for hires. */
  function asRead(written: Recipe): Recipe {
    const { negativePrompt, hires, schedule, ...rest } = written;
    const automatic = samplerLabelled(written.sampler ?? "")?.schedule ?? "automatic";
    const { steps, ...otherHires } = hires ?? {};
    return {
      ...rest,
      ...(negativePrompt ? { negativePrompt } : {}),
      ...(schedule === "automatic" ? { schedule: automatic } : { schedule: schedule! }),
      ...(hires ? { hires: steps ? hires : otherHires } : {}),
    };
  }
});
