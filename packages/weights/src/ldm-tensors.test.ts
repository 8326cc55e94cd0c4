import type { TensorEntry } from "@danfang/formats";
import { describe, expect, it } from "vitest";
import { readClipLayout } from "./clip-layout.ts";
import { identify } from "./identify/identify.ts";
import { ldmTensors, sd15Widths } from "./ldm-tensors.ts";
import { tensorScope } from "./tensor-scope.ts";
import { readUnetLayout, type UnetModule } from "./unet-layout.ts";

const entries = ldmTensors(sd15Widths).map(
  ({ name, shape }): TensorEntry => ({
    name,
    shape,
    dtype: "F16",
    offset: 0,
    length: 2 * shape.reduce((a, b) => a * b, 1),
  }),
);
const parametersBelow = (prefix: string) =>
  entries.filter(({ name }) => name.startsWith(prefix)).reduce((sum, { length }) => sum + length / 2, 0);
const kinds = (blocks: readonly (readonly UnetModule[])[]) =>
  blocks.map((block) => block.map(({ kind }) => kind[0]).join("")).join(" ");

describe("Stable Diffusion 1.5, from names and shapes alone", () => {
  // Counts of the published checkpoint, less its buffers: 686 + 248 + 196 tensors.
  it("has as many tensors and parameters as the published one", () => {
    expect(new Set(entries.map(({ name }) => name)).size).toBe(1130);
    expect(parametersBelow("model.diffusion_model.")).toBe(859_520_964);
    expect(parametersBelow("first_stage_model.")).toBe(83_653_863);
    expect(parametersBelow("cond_stage_model.")).toBe(123_060_480);
  });

  it("is known for what it is", () => {
    const identity = identify(new Map(entries.map((entry) => [entry.name, entry])));
    expect(identity).toMatchObject({
      confidence: "certain",
      kind: "checkpoint",
      family: "sd1",
      precision: "fp16",
      vae: "baked",
      parameters: 1_066_235_307,
      parts: ["unet", "textEncoder", "vae"],
    });
  });

  it("is wired as its authors wired it", () => {
    const unet = tensorScope("sd15", entries, "model.diffusion_model.");
    const layout = readUnetLayout(unet, { heads: 8 });
    expect(layout).toMatchObject({ inChannels: 4, outChannels: 4, modelChannels: 320, timeEmbedding: 1280 });
    expect(layout).toMatchObject({ contextWidth: 768, levels: 4 });
    // c(onv), r(esidual), t(ransformer), d(own), u(p). Source: CompVis v1-inference.yaml.
    expect(kinds(layout.input)).toBe("c rt rt d rt rt d rt rt d r r");
    expect(kinds([layout.middle])).toBe("rtr");
    expect(kinds(layout.output)).toBe("r r ru rt rt rtu rt rt rtu rt rt rt");
    const modules = [...layout.input, layout.middle, ...layout.output].flat();
    expect(modules.flatMap((module) => (module.kind === "transformer" ? [module.heads, module.depth] : []))).toEqual(
      Array.from({ length: 16 }, () => [8, 1]).flat(),
    );
  });

  it("has CLIP ViT-L's text encoder", () => {
    const text = tensorScope("sd15", entries, "cond_stage_model.transformer.text_model.");
    expect(readClipLayout(text)).toEqual({ width: 768, layers: 12, heads: 12, positions: 77, vocabulary: 49408 });
  });
});

describe("a head count that does not divide a width is refused by the name of the layer", () => {
  const unet = tensorScope("sd15", entries, "model.diffusion_model.");
  it.each([{ heads: 7 }, { heads: 0 }, { heads: -8 }, { heads: 2.5 }, { channelsPerHead: 48 }, { channelsPerHead: 0 }])(
    "%o",
    (rule) => {
      expect(() => readUnetLayout(unet, rule)).toThrow(
        expect.objectContaining({ code: "weights/badHeads", message: expect.stringContaining("input_blocks.1.1") }),
      );
    },
  );
});

describe("a UNet that lacks a part is refused by the name of what is missing", () => {
  it.each(["input_blocks.0.0.weight", "time_embed.0.weight", "out.2.weight"])("%s", (missing) => {
    const rest = entries.filter(({ name }) => name !== `model.diffusion_model.${missing}`);
    expect(() => readUnetLayout(tensorScope("sd15", rest, "model.diffusion_model."), { heads: 8 })).toThrow(
      expect.objectContaining({ code: "weights/missingTensor", message: expect.stringContaining(missing) }),
    );
  });

  it("the last block", () => {
    const rest = entries.filter(({ name }) => !name.includes("output_blocks.11."));
    expect(() => readUnetLayout(tensorScope("sd15", rest, "model.diffusion_model."), { heads: 8 })).toThrow(
      expect.objectContaining({ code: "weights/missingTensor", message: expect.stringContaining("output_blocks") }),
    );
  });
});
