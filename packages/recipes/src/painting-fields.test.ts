import { describe, expect, it } from "vitest";
import { printInfotext } from "./infotext.ts";
import { type PaintingFields, printPaintingFields, readPaintingFields } from "./painting-fields.ts";
import { parseInfotext } from "./read-recipe.ts";

const everything: PaintingFields = {
  seedResize: { width: 512, height: 768 },
  tiling: true,
  cfgRescale: 0.7,
  emphasis: "noNorm",
  knobs: {
    ...{ eta: 0.67, sChurn: 1.5, sTmin: 0.2, sTmax: 12, sNoise: 1.01, minUncondSigma: 0.5, skipEarlyUncond: 0.1 },
    ...{ sigmaMin: 0.03, sigmaMax: 14, rho: 6.5, discardNextToLastSigma: true, sgmNoiseMultiplier: true },
    zeroTerminalSnr: true,
  },
  init: {
    ...{ imageCfgScale: 1.5, conditioningMaskWeight: 0.8, noiseMultiplier: 1.1 },
    mask: { blur: 6, invert: true, content: "noise", area: "masked", padding: 24 },
  },
  hires: {
    ...{ checkpoint: "dreamshaper_8", sampler: "DPM++ 2M", schedule: "karras" },
    ...{ prompt: "a fox, (snow:1.2)", negativePrompt: "blur: heavy" },
  },
  refiner: { checkpoint: "sd_xl_refiner_1.0", switchAt: 0.75 },
};

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
      ...{ tiling: false, cfgRescale: 0, emphasis: "original" },
      knobs: { sChurn: 0, sNoise: 1, discardNextToLastSigma: false },
      init: { noiseMultiplier: 1, mask: { content: "original", area: "whole", invert: false } },
      hires: { prompt: "" },
    };
    expect(printPaintingFields(usual)).toEqual({});
  });

  it("of others, and without sense, are left alone", () => {
    expect(readPaintingFields({ "Mask blur": "soft", Tiling: "maybe", "ADetailer model": "face" })).toEqual({});
  });
});
