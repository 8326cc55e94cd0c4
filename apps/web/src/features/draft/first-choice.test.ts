import { type ModelEntry, Settings } from "@danfang/domain";
import { expect, it } from "vitest";
import { emptyDraft } from "./draft.ts";
import { chooseCheckpoint, firstChoice } from "./first-choice.ts";

const entry = (name: string, more: Partial<ModelEntry> = {}): ModelEntry => ({
  id: name,
  kind: "checkpoint",
  name,
  stem: name,
  folder: "",
  family: "",
  precision: "fp16",
  sizeBytes: 1,
  isStarter: false,
  ...more,
});
const settings = { defaults: { sampler: "DDIM", schedule: "karras", steps: 31, cfgScale: 6 } } as Settings;
const starter = entry("starter-emoji", { isStarter: true, nativeSize: 128 });

it("begins with a real checkpoint before the starter, and with the settings' one before all", () => {
  const models = [starter, entry("real", { nativeSize: 512 })];
  expect(firstChoice(models, settings)).toMatchObject({ checkpoint: "real", width: 512, sampler: "DDIM", steps: 31 });
  const chosen = { ...settings, defaults: { ...settings.defaults, checkpoint: "starter-emoji" } };
  expect(firstChoice(models, chosen)).toMatchObject({ checkpoint: "starter-emoji", width: 128 });
});

it("lets the starter bring its own settings, until the user has others", () => {
  const untouched = Settings.parse({});
  expect(chooseCheckpoint(starter, untouched)).toMatchObject({
    width: 128,
    height: 128,
    sampler: "Euler",
    cfgScale: 5,
    steps: 20,
  });
  const touched = Settings.parse({ defaults: { steps: 33, sampler: "DDIM" } });
  expect(chooseCheckpoint(starter, touched)).toMatchObject({ width: 128, sampler: "DDIM", steps: 33, cfgScale: 5 });
  expect(chooseCheckpoint(entry("x"), touched)).toEqual({ checkpoint: "x" });
});

it("takes for the user's own what differs from a new studio's settings", () => {
  expect(emptyDraft).toMatchObject(Settings.parse({}).defaults);
});
