import { defined, type ModelEntry, type Picture, type Recipe } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { modelsOfPicture } from "./models-of-picture.ts";

const model = (kind: ModelEntry["kind"], stem: string, more: Partial<ModelEntry> = {}): ModelEntry => ({
  id: `${kind}-${stem}`,
  kind,
  name: `${stem}.safetensors`,
  stem,
  folder: "/models",
  family: "Stable Diffusion 1.x",
  precision: "fp16",
  sizeBytes: 1,
  isStarter: false,
  ...more,
});
const painted = (recipe: Recipe): Picture => ({
  id: "a picture",
  fileName: "a.png",
  width: 8,
  height: 8,
  sizeBytes: 1,
  recipe,
  infotext: "",
  favourite: false,
  hasTimeline: false,
  createdAt: "2026-05-17T11:23:42Z",
});
const idsOf = (recipe: Recipe, models: readonly ModelEntry[]) =>
  modelsOfPicture(painted(recipe), models).map(({ id }) => id);

const places = [
  { kind: "checkpoint", of: (ref: object): Recipe => ({ checkpoint: ref }) },
  { kind: "lora", of: (ref: object): Recipe => ({ loras: [ref] }) },
  { kind: "hypernetwork", of: (ref: object): Recipe => ({ hypernetworks: [ref] }) },
  { kind: "embedding", of: (ref: object): Recipe => ({ embeddings: [ref] }) },
] as const;

describe.each(places)("of a picture's recipe, a $kind", ({ kind, of }) => {
  const [ink, oil] = [model(kind, "ink", { hash: "9c8a11ff02" }), model(kind, "oil", { hash: "0f1e2d3c4b" })];
  const all = [ink, oil];

  it.each([
    { said: "its name", name: "ink" },
    { said: "its hash", hash: "9c8a11ff02" },
    { said: "its hash, were it renamed since", name: "oil", hash: "9c8a11ff02" },
    { said: "its name, where its hash is not known here", name: "ink", hash: "ffffffffff" },
  ])("is found by $said", ({ name, hash }) => {
    expect(idsOf(of(defined({ name, hash })), all)).toEqual([ink.id]);
  });

  it("is none where it is not here, names nothing, is of another kind, or came with Danfang", () => {
    expect(idsOf(of({ name: "water" }), all)).toEqual([]);
    expect(idsOf(of({}), all)).toEqual([]);
    expect(idsOf(of({ name: "ink" }), [model("upscaler", "ink")])).toEqual([]);
    expect(idsOf(of({ name: "ink" }), [{ ...ink, isStarter: true }])).toEqual([]);
  });
});

it("a model that a recipe names twice is told once, the checkpoint before the others", () => {
  const recipe: Recipe = { loras: [{ name: "ink" }, { name: "ink" }], checkpoint: { name: "photo" } };
  expect(idsOf(recipe, [model("lora", "ink"), model("checkpoint", "photo")])).toEqual(["checkpoint-photo", "lora-ink"]);
});
