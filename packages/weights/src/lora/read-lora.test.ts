import { DanfangError } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchLora } from "./match-lora.ts";
import { readLora } from "./read-lora.ts";
import { checkpointOf, headerOf, inventedHeaders, smallWidths } from "./testing/invented-loras.ts";

const read = (shapes: Readonly<Record<string, readonly number[]>>, number = 4) =>
  readLora("bad.safetensors", headerOf(shapes), async () => number);
const upDown = { "m.lora_up.weight": [8, 4], "m.lora_down.weight": [4, 6] };

describe("a LoRA", () => {
  it("is scaled by alpha over its rank, by 1 without alpha, and by scale where that stands", async () => {
    const scaleOf = async (more: Readonly<Record<string, readonly number[]>>, number: number) =>
      (await read({ ...upDown, ...more }, number)).modules[0]?.scale;
    expect(await scaleOf({}, 2)).toBe(1);
    expect(await scaleOf({ "m.alpha": [] }, 2)).toBe(0.5);
    expect(await scaleOf({ "m.alpha": [1], "m.scale": [] }, 3)).toBe(3);
  });

  it("whose two Kronecker factors are full has no rank, and so no use for alpha", async () => {
    const full = { "m.lokr_w1": [2, 3], "m.lokr_w2": [4, 2], "m.alpha": [] };
    expect((await read(full, 7)).modules[0]?.scale).toBe(1);
    const { modules } = await read(
      { "m.lokr_w1": [2, 3], "m.lokr_w2_a": [4, 2], "m.lokr_w2_b": [2, 5], "m.alpha": [] },
      7,
    );
    expect(modules[0]).toMatchObject({ kind: "lokr", scale: 3.5, size: { rows: 8, columns: 15 } });
  });

  it("brings embeddings along", async () => {
    const { embeddings } = await read({
      ...upDown,
      "bundle_emb.ink.string_to_param.*": [4, 48],
      "bundle_emb.two.clip_l": [1, 768],
      "bundle_emb.two.clip_g": [1, 1280],
    });
    expect(embeddings.map(({ name, tensors }) => [name, [...tensors.keys()]])).toEqual([
      ["ink", ["string_to_param.*"]],
      ["two", ["clip_l", "clip_g"]],
    ]);
  });

  it("keeps the names of what it does not know", async () => {
    const { modules, unknown } = await read({ ...upDown, "n.weight": [3], "o.lora_up.weight": [4, 4], step: [] });
    expect(modules).toHaveLength(1);
    expect(unknown).toEqual(["step", "n.weight", "o.lora_up.weight"]);
  });
});

it.each([
  ["ranks that differ", { "m.lora_up.weight": [8, 4], "m.lora_down.weight": [5, 6] }, "m.lora_up.weight"],
  ["a core of another rank", { ...upDown, "m.lora_mid.weight": [4, 3, 3, 3] }, "m.lora_mid.weight"],
  ["a core that is no kernel", { ...upDown, "m.lora_mid.weight": [4, 4] }, "m.lora_mid.weight"],
  ["an empty matrix", { "m.lora_up.weight": [8, 0], "m.lora_down.weight": [0, 6] }, "m.lora_up.weight"],
  ["a size beyond counting", { "m.diff": [2 ** 40, 2 ** 40] }, "m.diff"],
  ["six dimensions", { "m.diff": [1, 1, 1, 1, 1, 2] }, "m.diff"],
  ["an alpha of several numbers", { ...upDown, "m.alpha": [2] }, "m.alpha"],
  [
    "factors of different sizes",
    { "m.hada_w1_a": [8, 2], "m.hada_w1_b": [2, 6], "m.hada_w2_a": [8, 2], "m.hada_w2_b": [2, 7] },
    "m.hada_w2_b",
  ],
  ["blocks that are not square", { "m.oft_blocks": [4, 8, 6] }, "m.oft_blocks"],
  ["stages that do not divide the rows", { "m.oft_blocks": [4, 3, 4, 4] }, "m.oft_blocks"],
  ["a rescale of another length", { "m.oft_blocks": [4, 8, 8], "m.rescale": [31, 1] }, "m.rescale"],
  [
    "a generalised LoRA that does not close",
    { "m.a1.weight": [2, 8], "m.a2.weight": [8, 3], "m.b1.weight": [2, 8], "m.b2.weight": [6, 2] },
    "m.a2.weight",
  ],
])("%s is an error that names file and tensor", async (_, shapes, tensor) => {
  await expect(read(shapes)).rejects.toMatchObject({
    code: "weights/badLora",
    facts: { file: "bad.safetensors", tensor },
  });
});

it("an alpha that is not a finite number is an error", async () => {
  await expect(read({ ...upDown, "m.alpha": [] }, Number.NaN)).rejects.toMatchObject({ code: "weights/badLora" });
});

it("a file without any part of a LoRA is not one", async () => {
  await expect(read({ "model.out.bias": [4] })).rejects.toMatchObject({ code: "weights/notALora" });
  const numbered = { "unet:0:down": [1, 4], "unet:0:up": [4, 1] };
  await expect(read(numbered)).rejects.toMatchObject({ code: "weights/numberedLora" });
});

it("whatever shapes a file claims, it is read and matched, or refused by a declared error", async () => {
  const checkpoint = checkpointOf(smallWidths);
  await fc.assert(
    fc.asyncProperty(inventedHeaders, fc.double(), async (header, number) => {
      try {
        const lora = await readLora("invented.safetensors", header, async () => number);
        const { matched, unmatched, wrongShape } = matchLora(lora, checkpoint);
        expect(matched.length + unmatched.length + wrongShape.length).toBe(lora.modules.length);
      } catch (error) {
        if (!(error instanceof DanfangError) || !error.code.startsWith("weights/")) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
