import type { ModelEntry, Picture, Recipe } from "@danfang/domain";
import { expect, it, onTestFinished, vi } from "vitest";
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
/** Asks a studio that has these models under these names; gives what was asked, and what was found. */
async function ask(recipe: Recipe, found: readonly (ModelEntry | null)[]) {
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", async (_: string, { body }: RequestInit) => {
    asked.push(...JSON.parse(String(body)).names);
    return Response.json({ models: found, mentioned: [] });
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  const ids = (await modelsOfPicture(painted(recipe))).map(({ id }) => id);
  return { asked, ids };
}

it("everything that a recipe names is looked up at once, by name and hash, the checkpoint before the others", async () => {
  const recipe: Recipe = {
    loras: [{ name: "ink", weight: 1 }],
    embeddings: [{ hash: "0f1e2d3c4b" }],
    checkpoint: { name: "photo", hash: "9c8a11ff02" },
  };
  const found = [model("checkpoint", "photo"), model("lora", "ink"), null];
  expect(await ask(recipe, found)).toEqual({
    asked: [
      { kind: "checkpoint", name: "photo", hash: "9c8a11ff02" },
      { kind: "lora", name: "ink" },
      { kind: "embedding", hash: "0f1e2d3c4b" },
    ],
    ids: ["checkpoint-photo", "lora-ink"],
  });
});

it("a model that is named twice is told once, and what came with Danfang not at all", async () => {
  const ink = model("lora", "ink");
  const starter = model("checkpoint", "starter", { isStarter: true });
  const recipe: Recipe = { checkpoint: { name: "starter" }, loras: [{ name: "ink" }, { name: "Ink" }] };
  expect((await ask(recipe, [starter, ink, ink])).ids).toEqual(["lora-ink"]);
});

it("nothing is asked of a picture that names nothing", async () => {
  expect(await ask({ prompt: "fox" }, [])).toEqual({ asked: [], ids: [] });
});
