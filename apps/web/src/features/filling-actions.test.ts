import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GenerationRequest, ModelEntry, Picture } from "@danfang/domain";
import { notifications, notificationsStore } from "@mantine/notifications";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Draft, emptyDraft } from "./draft/draft.ts";
import { draftHistory, draftStore, setDraft, stepDraftBack } from "./draft/draft-store.ts";
import { requestOf } from "./draft/order.ts";
import { redoDraft, undoDraft } from "./draft/undo.ts";
import { clearFields } from "./generate/clear-fields.ts";
import { compareOnGrid } from "./grid/put-on-grid.ts";
import { tryExample } from "./help/try-topic.ts";
import { chooseModel } from "./models/choose-model.ts";
import { insertNetwork, removeNetwork } from "./networks/change-networks.ts";
import { networksIn } from "./networks/networks-in-prompt.ts";
import { insertWord, putText, takeIdea } from "./prompt/put-words.ts";
import { fillFromOrder } from "./queue/fill-from-order.ts";
import { applyReading } from "./recipes/apply-recipe.ts";
import { enlarge, fillFrom, vary } from "./recipes/picture-actions.ts";
import {
  maskFromFile,
  removeMask,
  removeStart,
  startFromFile,
  startFromPicture,
} from "./start-picture/start-picture.ts";
import { insertStyle } from "./styles/insert-style.ts";

/** Nothing in it is as a new draft has it. */
const rich: Draft = {
  ...emptyDraft,
  prompt: "fox <lora:ink:0.5>",
  negativePrompt: "dog",
  styles: ["ink"],
  checkpoint: "mine",
  vae: "kl",
  steps: 31,
  sampler: "DDIM",
  schedule: "karras",
  cfgScale: 6.5,
  seed: 7,
  width: 448,
  height: 640,
  clipSkip: 2,
  init: { ...emptyDraft.init, isOn: true, image: "input:start", denoisingStrength: 0.4 },
  mask: { ...emptyDraft.mask, isOn: true, image: "input:mask", blur: 9 },
  hires: { ...emptyDraft.hires, isOn: true, scale: 3 },
  grid: { ...emptyDraft.grid, isOn: true, x: { axis: "Steps", values: "10, 20" }, varySeeds: ["x"] },
  knobs: { eta: 0.5 },
};
const model = (kind: ModelEntry["kind"]): ModelEntry => ({
  id: kind,
  kind,
  name: `${kind}.safetensors`,
  stem: kind,
  folder: "",
  family: "",
  precision: "fp16",
  sizeBytes: 1,
  isStarter: false,
  nativeSize: 512,
});
const picture = {
  id: "p1",
  width: 128,
  height: 192,
  infotext: "",
  recipe: { prompt: "castle", seed: 99, steps: 12, sampler: "Euler" },
} as Picture;
const reading = { recipe: { prompt: "castle" }, request: { prompt: "castle", steps: 9 }, findings: [], missing: [] };
const order = { ...requestOf(emptyDraft), prompt: "castle", seed: 3 } as GenerationRequest;
const [ink] = networksIn(rich.prompt, []);

/** Every action that fills fields, by the file that it stands in. */
const actions: Readonly<Record<string, Readonly<Record<string, () => unknown>>>> = {
  "generate/clear-fields.ts": { clearFields },
  "grid/put-on-grid.ts": { compareOnGrid: () => compareOnGrid(["a", "b"]) },
  "help/try-topic.ts": { tryExample: () => tryExample(model("checkpoint"), "castle") },
  "models/choose-model.ts": {
    "chooseModel, a checkpoint": () => chooseModel(model("checkpoint")),
    "chooseModel, a VAE": () => chooseModel(model("vae")),
    "chooseModel, an upscaler": () => chooseModel(model("upscaler")),
    "chooseModel, a LoRA": () => chooseModel(model("lora")),
  },
  "networks/change-networks.ts": {
    insertNetwork: () => insertNetwork("embedding", "easy"),
    removeNetwork: () => removeNetwork("prompt", ink!),
  },
  "prompt/put-words.ts": {
    insertWord: () => insertWord("gold"),
    takeIdea: () => takeIdea("red apple"),
    "putText, at the end": () => putText("snow", "end"),
    "putText, in place of the prompt": () => putText("snow", "whole"),
  },
  "queue/fill-from-order.ts": { fillFromOrder: () => fillFromOrder(order) },
  "recipes/apply-recipe.ts": { applyReading: () => applyReading(reading) },
  "recipes/picture-actions.ts": { fillFrom: () => fillFrom(picture) },
  "start-picture/start-picture.ts": {
    startFromFile: () => startFromFile(new Blob(["picture"])),
    startFromPicture: () => startFromPicture(picture),
    maskFromFile: () => maskFromFile(new Blob(["mask"])),
    removeStart,
    removeMask,
  },
  "styles/insert-style.ts": {
    insertStyle: () => insertStyle({ name: "oil", prompt: "{prompt}, oil", negativePrompt: "photo" }),
  },
};
const table = Object.values(actions).flatMap((file) => Object.entries(file));

beforeEach(() => {
  const kept = { id: "input:new", width: 256, height: 384 };
  vi.stubGlobal("fetch", async () => Response.json(kept, { status: 201 }));
  setDraft(rich);
  notifications.clean();
});
afterEach(() => void vi.unstubAllGlobals());

const toasts = () => notificationsStore.getState().notifications;

describe.each(table)("%s", (name, act) => {
  it("fills fields in one step that has a name, and undo gives back exactly what was there", async () => {
    const steps = draftHistory.get().done.length;
    await act();
    const filled = draftStore.get();
    expect(filled).not.toEqual(rich);
    expect(draftHistory.get().done).toHaveLength(steps + 1);
    expect(draftHistory.get().done.at(-1)?.name).not.toBe("edit");
    undoDraft();
    expect(draftStore.get()).toEqual(rich);
    redoDraft();
    expect(draftStore.get()).toEqual(filled);
    stepDraftBack();
  });

  // What was read from a recipe is said by a strip of its own, with the same way back.
  it.skipIf(name === "applyReading")("says so, with a way back", async () => {
    await act();
    expect(toasts()).toHaveLength(1);
    const message = toasts()[0]?.message as { props: { onUndo: () => void } } | undefined;
    message?.props.onUndo();
    expect(draftStore.get()).toEqual(rich);
    expect(toasts()).toHaveLength(0);
  });
});

it.each([
  ["enlarge ✨", () => enlarge(picture)],
  ["vary", () => vary(picture, "next")],
])("%s paints, and leaves the fields as they are", async (_, act) => {
  await act();
  expect(draftStore.get()).toEqual(rich);
});

it("knows every file in which fields are filled", () => {
  const features = fileURLToPath(new URL(".", import.meta.url));
  const filling = globSync("**/*.{ts,tsx}", { cwd: features })
    .filter((file) => !/^draft\/|\.test\.ts$/.test(file))
    .filter((file) => /\b(fillDraft|markDraft)\(/.test(readFileSync(`${features}/${file}`, "utf8")));
  expect(filling.sort()).toEqual(Object.keys(actions).sort());
});
