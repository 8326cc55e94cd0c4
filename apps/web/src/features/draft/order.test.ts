import { GenerationRequest } from "@danfang/domain";
import { expect, it } from "vitest";
import { type Draft, emptyDraft } from "./draft.ts";
import { draftOf, plainDraft, requestOf } from "./order.ts";

/** Every part of an order switched on, each field other than it comes. */
const full: Draft = {
  ...emptyDraft,
  prompt: "red apple",
  negativePrompt: "blur",
  styles: ["ink"],
  checkpoint: "a",
  seed: 7,
  tiling: true,
  cfgRescale: 0.7,
  emphasis: "noNorm",
  knobs: { eta: 0.5 },
  seedResize: { width: 320, height: 384 },
  variation: { isOn: true, seed: 8, strength: 0.25 },
  hires: {
    isOn: true,
    scale: 1.5,
    width: 640,
    height: 896,
    steps: 9,
    upscaler: "Lanczos",
    denoisingStrength: 0.4,
    sampler: "DDIM",
    schedule: "karras",
    prompt: "p",
    negativePrompt: "n",
    checkpoint: "b",
  },
  refiner: { isOn: true, checkpoint: "c", switchAt: 0.6, bySteps: true, hiresPasses: "both" },
  init: {
    isOn: true,
    image: "input:1",
    denoisingStrength: 0.3,
    resize: "fill",
    noiseMultiplier: 0.9,
    conditioningMaskWeight: 0.8,
    colorCorrection: true,
  },
  mask: {
    isOn: true,
    image: "input:2",
    blur: 5,
    invert: true,
    content: "noise",
    area: "masked",
    padding: 48,
    round: false,
  },
  soft: {
    isOn: true,
    scheduleBias: 1.5,
    preservation: 0.75,
    contrastBoost: 6,
    maskInfluence: 0.2,
    differenceThreshold: 0.25,
    differenceContrast: 3,
  },
  passes: { ...emptyDraft.passes, kind: "loopback", loops: 6, finalDenoisingStrength: 0.2, curve: "lazy" },
  grid: {
    isOn: true,
    x: { axis: "Seed", values: "1-4" },
    y: { axis: "", values: "" },
    z: { axis: "CFG Scale", values: "4, 7" },
    drawLegend: false,
    margin: 6,
    keepRandomSeeds: true,
    varySeeds: ["z"],
  },
};

it("gives a request back the fields it came from, and the studio takes it", () => {
  const request = requestOf(full);
  expect(GenerationRequest.strict().parse(request)).toEqual(request);
  expect({ ...emptyDraft, ...draftOf(request) }).toEqual(full);
});

it("says nothing of what is switched off or as it always is", () => {
  expect(Object.keys(requestOf({ ...full, ...plainDraft(full) }))).toEqual(
    Object.keys(requestOf({ ...emptyDraft, checkpoint: "a" })),
  );
  expect(Object.keys(requestOf(emptyDraft)).sort()).toEqual(
    "batchCount batchSize cfgScale clipSkip etaNoiseSeedDelta height negativePrompt prompt rng sampler schedule seed steps vae width".split(
      " ",
    ),
  );
});

it("leaves out of the second pass what is that of the first", () => {
  const { hires } = requestOf({ ...emptyDraft, hires: { ...emptyDraft.hires, isOn: true } });
  expect(hires).toEqual({ scale: 2, steps: 0, upscaler: "Latent", denoisingStrength: 0.7 });
});
