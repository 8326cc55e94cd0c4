import { type FieldPath, fieldAt, fieldPaths, isScriptField } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { printInfotext } from "./infotext.ts";
import { type InfotextKey, infotextKeys } from "./infotext-keys.ts";
import { type PaintingFields, printPaintingFields, readPaintingFields, unfollowedFields } from "./painting-fields.ts";
import { parseInfotext } from "./read-recipe.ts";

const everything: PaintingFields = {
  seedResize: { width: 512, height: 768 },
  tiling: true,
  cfgRescale: 0.7,
  emphasis: "noNorm",
  knobs: {
    eta: 0.67,
    sChurn: 1.5,
    sTmin: 0.2,
    sTmax: 12,
    sNoise: 1.01,
    minUncondSigma: 0.5,
    skipEarlyUncond: 0.1,
    sigmaMin: 0.03,
    sigmaMax: 14,
    rho: 6.5,
    discardNextToLastSigma: true,
    sgmNoiseMultiplier: true,
    zeroTerminalSnr: true,
    etaDdim: 0.4,
    extraNoise: 0.05,
    minUncondAllSteps: true,
    padPrompts: "repeat",
    betaAlpha: 0.7,
    betaBeta: 0.5,
    unipcVariant: "vary_coeff",
    unipcSkipType: "logSNR",
    unipcOrder: 2,
    unipcLowerOrderFinal: false,
    downcastAlphas: true,
    oldPromptEditing: true,
    secondOrderStepsCountOnce: true,
    hiresFirstPassNetworks: true,
    img2imgExactSteps: true,
    tokenMerging: 0.3,
    tokenMergingHires: 0.5,
    hypertile: "hires",
    hypertileMaxDepth: 1,
    hypertileMaxTile: 128,
    hypertileSwapSize: 2,
  },
  init: {
    imageCfgScale: 1.5,
    conditioningMaskWeight: 0.8,
    noiseMultiplier: 1.1,
    mask: { blur: 6, invert: true, content: "noise", area: "masked", padding: 24 },
  },
  hires: {
    checkpoint: "dreamshaper_8",
    sampler: "DPM++ 2M",
    schedule: "karras",
    prompt: "a fox, (snow:1.2)",
    negativePrompt: "blur: heavy",
  },
  refiner: { checkpoint: "sd_xl_refiner_1.0", switchAt: 0.75, bySteps: true, hiresPasses: "both" },
};

/** A value that is not the usual one. */
function turned(path: FieldPath): unknown {
  const field = fieldAt(path);
  switch (field.kind) {
    case "flag":
      return !field.usual;
    case "choice":
      return field.choices.find((choice) => choice !== field.usual);
    case "number":
    case "whole":
      return field.most === field.usual ? field.least : field.most;
    case "text":
    case "texts":
      return "a fox";
  }
}
const treeOf = (path: string, value: unknown): object =>
  path.split(".").reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object;

describe("every field that has a key of its own", () => {
  const own = fieldPaths.filter(
    (path) => !isScriptField(path) && ![null, "recipe"].includes(infotextKeys[path] as never),
  );
  it.each(own.filter((path) => !path.startsWith("seedResize")))("%s is written, and comes back", (path) => {
    const painting = treeOf(path, turned(path));
    const printed = printPaintingFields(painting);
    expect(Object.keys(printed)).toHaveLength(1);
    expect(readPaintingFields(printed)).toEqual(painting);
    expect(unfollowedFields(printed)).toEqual([]);
  });

  it("has it alone", () => {
    const keys = Object.values(infotextKeys).flatMap((key) => (key === null || key === "recipe" ? [] : [key].flat()));
    const names = keys.flatMap((key: InfotextKey) => [key.key, ...(key.alsoReadAs ?? [])]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe("the fields of painting in an infotext", () => {
  it("come back as they were, also through a whole infotext", () => {
    const extra = printPaintingFields(everything);
    expect(readPaintingFields(extra)).toEqual(everything);
    const infotext = printInfotext({ prompt: "fox", steps: 20, sampler: "Euler a", seed: 3, extra });
    const { value } = parseInfotext(infotext);
    expect(readPaintingFields(value.extra ?? {})).toEqual(everything);
  });

  it("are not written where they say what is usual", () => {
    const usual: PaintingFields = {
      tiling: false,
      cfgRescale: 0,
      emphasis: "original",
      knobs: {
        sChurn: 0,
        sNoise: 1,
        discardNextToLastSigma: false,
        eta: 1,
        etaDdim: 0,
        betaAlpha: 0.6,
        unipcVariant: "bh1",
        unipcOrder: 3,
        unipcLowerOrderFinal: true,
        oldPromptEditing: false,
      },
      refiner: { bySteps: false, hiresPasses: "second" },
      init: { noiseMultiplier: 1, mask: { content: "original", area: "whole", invert: false } },
      hires: { prompt: "" },
    };
    expect(printPaintingFields(usual)).toEqual({});
  });

  it("are read under the names that the WebUI writes and under those it reads", () => {
    const knobs = { betaAlpha: 0.7, betaBeta: 0.5 };
    expect(readPaintingFields({ "Beta schedule alpha": "0.7", "Beta schedule beta": "0.5" })).toEqual({ knobs });
    expect(readPaintingFields({ "Beta scheduler alpha": "0.7", "Beta scheduler beta": "0.5" })).toEqual({ knobs });
  });

  it("that a version stands for are read like those that are written", () => {
    const old = "a [fox:cat:0.5]\nSteps: 20, Sampler: DDIM, CFG scale: 7, Seed: 3, Refiner: x, Version: v1.5.2";
    expect(readPaintingFields(parseInfotext(old).value.extra ?? {})).toEqual({
      knobs: { oldPromptEditing: true, padPrompts: "repeat", downcastAlphas: true },
      refiner: { checkpoint: "x", bySteps: true },
    });
  });

  it("of others, and without sense, are left alone", () => {
    const extra = { "Mask blur": "soft", Tiling: "maybe", "ADetailer model": "face" };
    expect(readPaintingFields(extra)).toEqual({});
    expect(unfollowedFields({ ...extra, Eta: "0.5" })).toEqual(Object.keys(extra));
  });
});
