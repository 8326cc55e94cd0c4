import type { Picture } from "@danfang/domain";
import { expect, it } from "vitest";
import { emptyDraft } from "../draft/draft.ts";
import { draftStore, setDraft } from "../draft/draft-store.ts";
import { applyReading, draftOfPicture } from "./apply-recipe.ts";

it("sets what was read, and keeps the checkpoint when the recipe's is not there", () => {
  const finding = { code: "recipes/notAField", message: "?!", zh: "？！" };
  setDraft({ ...emptyDraft, checkpoint: "mine" });
  const result = applyReading({
    recipe: { checkpoint: { name: "theirs" }, extra: { "Hires upscaler": "Latent" } },
    request: { prompt: "fox", steps: 31, checkpoint: "theirs" },
    findings: [finding],
    missing: [{ kind: "checkpoint", name: "theirs" }],
  });
  expect(draftStore.get()).toMatchObject({ prompt: "fox", steps: 31, checkpoint: "mine" });
  expect(result).toMatchObject({ count: 2, checkpoint: "missing" });
  expect(result.unknown.map(({ name }) => name)).toEqual(["Hires upscaler"]);
  expect(result.findings).toEqual([finding]);
});

it("takes a picture's recipe whole, with defaults where infotext leaves them out", () => {
  const picture = {
    recipe: { prompt: "fox", seed: 7, steps: 12, sampler: "Euler", checkpoint: { name: "a" }, rng: "nv" },
    width: 448,
    height: 640,
  } as Picture;
  const draft = draftOfPicture(picture, {});
  expect(draft).toMatchObject({
    prompt: "fox",
    negativePrompt: "",
    seed: 7,
    clipSkip: 1,
    width: 448,
    height: 640,
    rng: "nv",
  });
  expect(draft).not.toHaveProperty("checkpoint");
});

it("the infotext of a sheet fills the grid builder, and a picture without a grid empties it", () => {
  const extra: Record<string, string> = {
    Script: "X/Y/Z plot",
    "X Type": "Steps",
    "X Values": "10, 20",
    "Hires upscaler": "Latent",
  };
  const reading = { recipe: { prompt: "fox", extra }, request: { prompt: "fox" }, findings: [], missing: [] };
  expect(applyReading(reading).unknown.map(({ name }) => name)).toEqual(["Hires upscaler"]);
  expect(draftStore.get().grid).toMatchObject({ isOn: true, x: { axis: "Steps", values: "10, 20" } });
  const sheet = { recipe: reading.recipe, width: 256, height: 128 } as Picture;
  expect(draftOfPicture(sheet, {}).grid).toEqual(draftStore.get().grid);
  applyReading({ ...reading, recipe: { prompt: "fox" } });
  expect(draftStore.get().grid.isOn).toBe(false);
});
