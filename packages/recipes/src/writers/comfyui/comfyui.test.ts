import { readFileSync } from "node:fs";
import type { Recipe } from "@danfang/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecipe } from "../../read-recipe.ts";
import { anyRecipe } from "../../testing/any-recipe.ts";
import { corpus } from "../../testing/corpus.ts";
import { writeComfyui } from "./comfyui.ts";

interface InputDefinition {
  readonly type?: string;
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}
type Definitions = Readonly<
  Record<string, { inputs: Readonly<Record<string, InputDefinition>>; outputs: readonly string[] }>
>;
/** ComfyUI's own, see goldens/writers. */
const definitions: Definitions = JSON.parse(
  readFileSync(new URL("../../../goldens/writers/comfy-nodes.json", import.meta.url), "utf8"),
);

interface Node {
  readonly class_type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What ComfyUI would say against a graph. */
function faultsOf(graph: Readonly<Record<string, Node>>): string[] {
  return Object.entries(graph).flatMap(([id, { class_type, inputs }]) => {
    const definition = definitions[class_type];
    if (!definition) return [`no node ${class_type}`];
    const foreign = Object.keys(inputs).filter((key) => !(key in definition.inputs));
    const wrong = Object.entries(definition.inputs).filter(([key, input]) => !isTaken(inputs[key], input, graph, id));
    return [...foreign, ...wrong.map(([key]) => key)].map((key) => `${class_type}.${key}: ${inputs[key]}`);
  });
}

function isTaken(value: unknown, input: InputDefinition, graph: Readonly<Record<string, Node>>, id: string): boolean {
  const { type = "", choices, min = -Infinity, max = Infinity } = input;
  if (choices) return choices.includes(value as string);
  if (Array.isArray(value)) {
    const [from, slot] = value as [string, number];
    return Number(from) < Number(id) && definitions[graph[from]?.class_type ?? ""]?.outputs[slot] === type;
  }
  if (type === "INT") return Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
  if (type === "FLOAT") return typeof value === "number" && value >= min && value <= max;
  return type === "BOOLEAN"
    ? typeof value === "boolean"
    : ["STRING", "FILE"].includes(type) && typeof value === "string";
}

const graphOf = (recipe: Recipe): Readonly<Record<string, Node>> => JSON.parse(writeComfyui(recipe).text);
const nodesOf = (recipe: Recipe, type: string) =>
  Object.values(graphOf(recipe)).filter((node) => node.class_type === type);

describe("a graph for ComfyUI", () => {
  it.each(corpus)(
    "has every input that its nodes ask for, of their types, and no other: $program, $name",
    ({ source }) => {
      expect(faultsOf(graphOf(readRecipe(source).value))).toEqual([]);
    },
  );

  it("is one that runs, whatever a recipe says", () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        expect(faultsOf(graphOf(recipe))).toEqual([]);
      }),
    );
  });

  const whole: Recipe = {
    prompt: "an owl, EasyNegative <lora:ink:0.5:0.8>",
    negativePrompt: "blur",
    steps: 30,
    sampler: "DPM++ 2M SDE",
    schedule: "karras",
    cfgScale: 6.5,
    seed: "18446744073709551615",
    width: 832,
    height: 1216,
    clipSkip: 2,
    rng: "cpu",
    checkpoint: { name: "a.safetensors" },
    vae: { name: "mse.pt" },
    loras: [{ name: "ink.safetensors", weight: 0.8, clipWeight: 0.5 }],
    embeddings: [{ name: "EasyNegative" }],
    hires: { scale: 1.5, steps: 12, upscaler: "Latent (bicubic)", denoisingStrength: 0.4 },
  };

  it("says a recipe whole, to the last digit of its seed", () => {
    const { text, findings } = writeComfyui(whole);
    expect(findings).toEqual([]);
    expect(text).toContain('"seed": 18446744073709551615');
    const { value } = readRecipe(text);
    expect(value).toMatchObject({
      prompt: "an owl, embedding:EasyNegative",
      negativePrompt: "blur",
      steps: 30,
      sampler: "DPM++ 2M SDE",
      schedule: "karras",
      cfgScale: 6.5,
      seed: "18446744073709551615",
      width: 832,
      height: 1216,
      clipSkip: 2,
      checkpoint: { name: "a.safetensors" },
      vae: { name: "mse.pt" },
      loras: [{ name: "ink.safetensors", weight: 0.8, clipWeight: 0.5 }],
      hires: { scale: 1.5, steps: 12, denoisingStrength: 0.4 },
    });
  });

  it("tells SDXL the picture's size, and leaves its clip skip to ComfyUI's own", () => {
    const sdxl = {
      ...whole,
      checkpoint: { name: "juggernautXL.safetensors" },
      hires: undefined,
      clipSkip: 3,
    } as Recipe;
    const [prompt] = nodesOf(sdxl, "CLIPTextEncodeSDXL");
    expect(prompt?.inputs).toMatchObject({
      width: 832,
      target_height: 1216,
      crop_w: 0,
      text_l: "an owl, embedding:EasyNegative",
    });
    expect(nodesOf(sdxl, "CLIPSetLastLayer")).toEqual([]);
    expect(writeComfyui(sdxl).findings.map(({ facts }) => facts?.fields)).toEqual([["clipSkip"]]);
  });

  it("starts from a picture, and paints under its mask, where the recipe did", () => {
    const { hires: _, ...rest } = whole;
    const img2img: Recipe = { ...rest, denoisingStrength: 0.6 };
    expect(nodesOf(img2img, "KSampler")[0]?.inputs.denoise).toBe(0.6);
    expect(nodesOf(img2img, "ImageScale")[0]?.inputs).toMatchObject({ width: 832, height: 1216 });
    const inpainting = { ...img2img, extra: { "Mask blur": "4", "Mask mode": "Inpaint not masked" } };
    expect(nodesOf(inpainting, "InvertMask")).toHaveLength(1);
    expect(writeComfyui(inpainting).findings.map(({ code }) => code)).toEqual([
      "recipes/comfyPictures",
      "recipes/comfySteps",
      "recipes/notWritten",
    ]);
  });

  it("enlarges the picture by a model, or a latent, as hires fix did", () => {
    const model = { ...whole, hires: { scale: 2, upscaler: "4x-UltraSharp" } };
    expect(nodesOf(model, "UpscaleModelLoader")[0]?.inputs).toEqual({ model_name: "4x-UltraSharp.pth" });
    expect(nodesOf(model, "ImageScale")[0]?.inputs).toMatchObject({ width: 1664, height: 2432 });
    expect(nodesOf(whole, "LatentUpscaleBy")[0]?.inputs).toMatchObject({ upscale_method: "bicubic", scale_by: 1.5 });
    expect(nodesOf({ ...whole, hires: { width: 1024, height: 1536 } }, "LatentUpscale")[0]?.inputs.width).toBe(1024);
  });

  it.each([
    ["(weights:1.2)", ["comfyEmphasis"]],
    ["[a:b:0.5]", ["comfyEmphasis", "comfyPlainWords"]],
    ["a AND b", ["comfyPlainWords"]],
    ["a BREAK b", ["comfyPlainWords"]],
    ["[less]", ["comfyEmphasis", "comfyPlainWords"]],
    ["a \\(b\\) [", []],
  ])("says of %j what ComfyUI makes of it", (prompt, codes) => {
    const { hires: _, embeddings: __, ...rest } = whole;
    const { findings } = writeComfyui({ ...rest, prompt, loras: [] });
    expect(findings.map(({ code }) => code)).toEqual(codes.map((code) => `recipes/${code}`));
  });

  it.each<[Partial<Recipe>, string]>([
    [{ rng: "nv" }, "rng"],
    [{ etaNoiseSeedDelta: 31337 }, "etaNoiseSeedDelta"],
    [{ variation: { seed: 1, strength: 0.5 } }, "variation.seed"],
    [{ checkpoint: { name: "a.safetensors", hash: "0011223344" } }, "checkpoint.hash"],
    [{ extra: { "ControlNet 0": "depth" } }, "extra.ControlNet 0"],
    [{ steps: 20_000 }, "steps"],
  ])("says that %j is not in it", (part, field) => {
    const { findings } = writeComfyui({ ...whole, ...part });
    expect(findings.flatMap(({ facts }) => facts?.fields)).toContain(field);
  });
});

describe("the networks of a graph for ComfyUI", () => {
  const kinds = [
    { list: "loras", type: "LoraLoader", name: "lora_name", strengths: ["strength_model", "strength_clip"] },
    { list: "hypernetworks", type: "HypernetworkLoader", name: "hypernetwork_name", strengths: ["strength"] },
  ] as const;

  it.each(kinds)("are loaded once each, as strong as the recipe says, 1 where it does not: $list", (kind) => {
    const models = [{ name: "ink", weight: 0.7 }, { name: "oil" }];
    const loaders = nodesOf({ prompt: "fox", [kind.list]: models }, kind.type).map(({ inputs }) => [
      String(inputs[kind.name]).replace(/\.\w+$/, ""),
      ...kind.strengths.map((strength) => inputs[strength]),
    ]);
    expect(loaders).toEqual([
      ["ink", ...kind.strengths.map(() => 0.7)],
      ["oil", ...kind.strengths.map(() => 1)],
    ]);
  });

  it.each(kinds)("are of their own kind alone: $list", (kind) => {
    const others = kinds.filter(({ list }) => list !== kind.list);
    for (const { type } of others) expect(nodesOf({ prompt: "fox", [kind.list]: [{ name: "ink" }] }, type)).toEqual([]);
  });
});
