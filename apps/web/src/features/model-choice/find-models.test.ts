import type { ModelEntry } from "@danfang/domain";
import { defined } from "@danfang/domain";
import { expect, it } from "vitest";
import { findModels, modelNamed } from "./find-models.ts";

const model = (kind: ModelEntry["kind"], name: string, hash?: string): ModelEntry => ({
  id: `${kind}-${name}`,
  kind,
  name,
  stem: name.replace(/^.*\//, "").replace(/\.[^.]+$/, ""),
  folder: "/models",
  family: "Stable Diffusion 1.x",
  precision: "fp16",
  sizeBytes: 1,
  isStarter: false,
  ...defined({ hash }),
});
const models = [
  model("checkpoint", "anime/aom3.safetensors", "9c8a11ff02"),
  model("checkpoint", "photo.ckpt"),
  model("vae", "aom3.vae.pt"),
  model("vae", "kl-f8.pt"),
];

it("finds by every word, wherever it stands", () => {
  expect(findModels(models, "checkpoint", "DIFFUSION aom").map(({ name }) => name)).toEqual(["anime/aom3.safetensors"]);
  expect(findModels(models, "checkpoint", "9c8a")).toHaveLength(1);
  expect(findModels(models, "vae")).toHaveLength(2);
});

it("knows a model by name, stem and hash", () => {
  for (const name of ["anime/aom3.safetensors", "aom3", "9c8a11ff02"])
    expect(modelNamed(models, "checkpoint", name)).toBe(models[0]);
  expect(modelNamed(models, "checkpoint", "9c8a")).toBeUndefined();
});
