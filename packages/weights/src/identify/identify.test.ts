import { fileURLToPath } from "node:url";
import { openFile, readSafetensors, type TensorEntry } from "@danfang/formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMetadataConfig } from "../ldm-config.ts";
import { openCheckpoint, openVae } from "../open-checkpoint.ts";
import { identify } from "./identify.ts";

const starter = (path: string) => fileURLToPath(new URL(`../../../../starter/models/${path}`, import.meta.url));
const checkpoint = starter("Stable-diffusion/starter-emoji.safetensors");
const vae = starter("VAE/starter-emoji.vae.safetensors");
const lora = starter("Lora/made-of-gold.safetensors");

async function headerOf(path: string) {
  const source = await openFile(path);
  return readSafetensors(source).finally(() => source.close());
}
const tensorsOf = (shapes: Record<string, readonly number[]>) =>
  new Map(
    Object.entries(shapes).map(([name, shape]): [string, TensorEntry] => [
      name,
      { name, shape, dtype: "F16", offset: 0, length: 0 },
    ]),
  );

describe("the starter's files are known for what they are", () => {
  it("the checkpoint", async () => {
    const { tensors, metadata } = await headerOf(checkpoint);
    expect(identify(tensors)).toMatchObject({ kind: "checkpoint", family: "sd1", precision: "fp16", vae: "baked" });
    expect(readMetadataConfig(metadata)).toMatchObject({ unetHeads: 4, textHeads: 4, prediction: "epsilon" });
    expect(await openCheckpoint(checkpoint)).toMatchObject({ nativeSize: 128, scaleFactor: 0.18215 });
  });

  it("the VAE and the LoRA, neither of which is a checkpoint", async () => {
    expect(identify((await headerOf(vae)).tensors)).toMatchObject({ kind: "vae", parts: [] });
    expect(identify((await headerOf(lora)).tensors)).toMatchObject({ kind: "lora", parts: [] });
    for (const [file, kind] of [[vae, "a VAE"] as const, [lora, "a LoRA"] as const])
      await expect(openCheckpoint(file)).rejects.toMatchObject({
        code: "weights/notACheckpoint",
        message: expect.stringMatching(`${file}.*${kind}`),
      });
  });

  it("a VAE may be taken out of a checkpoint, but not out of a LoRA", async () => {
    expect((await openVae(vae)).has("decoder.conv_in")).toBe(true);
    expect((await openVae(checkpoint)).has("decoder.conv_in")).toBe(true);
    await expect(openVae(lora)).rejects.toMatchObject({ code: "weights/notAVae", facts: { file: lora } });
  });
});

describe("families are known by what only they have", () => {
  const unet = (channels: number, width = 320) => ({
    "model.diffusion_model.input_blocks.0.0.weight": [width, channels, 3, 3],
  });
  const reads = (block: string, width: number) => ({
    [`model.diffusion_model.${block}.transformer_blocks.0.attn2.to_k.weight`]: [320, width],
  });
  const vae = { "first_stage_model.decoder.conv_in.weight": [512, 4, 3, 3] };
  const sd1 = { ...vae, ...reads("input_blocks.1.1", 768) };
  const sd2 = { ...vae, ...reads("input_blocks.1.1", 1024) };
  const sdxl = {
    ...vae,
    ...reads("input_blocks.4.1", 2048),
    "model.diffusion_model.middle_block.1.transformer_blocks.9.norm1.weight": [1280],
    "model.diffusion_model.label_emb.0.0.weight": [1280, 2816],
  };
  it.each([
    ["sd1", { ...sd1, ...unet(4), "model.diffusion_model.middle_block.1.norm.weight": [1280] }],
    ["sd1-inpaint", { ...sd1, ...unet(9) }],
    ["sd1-pix2pix", { ...sd1, ...unet(8) }],
    ["sd2", { ...sd2, ...unet(4) }],
    ["sd2-inpaint", { ...sd2, ...unet(9) }],
    ["sd2-depth", { ...sd2, ...unet(5) }],
    ["sdxl-inpaint", { ...sdxl, ...unet(9) }],
    ["sdxl-pix2pix", { ...sdxl, ...unet(8) }],
    ["playground", { ...sdxl, ...unet(4), edm_mean: [1, 4, 1, 1] }],
    ["sdxl", { ...sdxl, ...unet(4) }],
    ["sdxl-refiner", { ...vae, ...unet(4, 384), ...reads("input_blocks.4.1", 1280) }],
    [
      "sd3",
      {
        ...vae,
        "model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight": [4608, 1536],
        "model.diffusion_model.context_embedder.weight": [1536, 4096],
      },
    ],
  ] as const)("%s", (family, shapes) => {
    const confidence = family === "sd1-pix2pix" ? "likely" : "certain"; // Zero123 has the same, and a tensor more
    expect(identify(tensorsOf(shapes))).toMatchObject({ kind: "checkpoint", family, confidence });
  });

  it("a UNet that nothing tells more of is a UNet, and not taken for Stable Diffusion 1.x", () => {
    const outputs = { "model.diffusion_model.output_blocks.0.0.in_layers.0.weight": [640] };
    expect(identify(tensorsOf({ ...unet(4), ...outputs }))).toMatchObject({ kind: "unet", family: "unknown" });
  });
});

const attention = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_";
/** A LoHa of rank 4 over a matrix of this shape. */
const loha = (module: string, [rows, columns]: readonly [number, number]) => ({
  [`${module}.hada_w1_a`]: [rows, 4],
  [`${module}.hada_w1_b`]: [4, columns],
  [`${module}.hada_w2_a`]: [rows, 4],
  [`${module}.hada_w2_b`]: [4, columns],
});

it("a LoRA whose shapes leave its family open is of that which its author wrote", () => {
  const tensors = tensorsOf(loha("lora_te_text_model_encoder_layers_0_mlp_fc1", [3072, 768]));
  expect(identify(tensors)).toMatchObject({ kind: "lora", family: "unknown" });
  expect(identify(tensors, { ss_base_model_version: "sd_v1" })).toMatchObject({ kind: "lora", family: "sd1" });
});

it("a LoRA of queries in Flux's single blocks alone is Flux's, not that of a family whose width it does not have", () => {
  const module = "transformer.single_transformer_blocks.7.attn.to_q";
  const tensors = tensorsOf({ [`${module}.lora_A.weight`]: [4, 3072], [`${module}.lora_B.weight`]: [3072, 4] });
  expect(identify(tensors)).toMatchObject({ kind: "lora", family: "flux" });
});

describe("additions to a checkpoint are known by their tensors", () => {
  it.each([
    ["embedding", "sd1", { "string_to_param.*": [4, 768] }],
    ["embedding", "sd2", { emb_params: [2, 1024] }],
    ["embedding", "sdxl", { clip_l: [2, 768], clip_g: [2, 1280] }],
    ["embedding", "sd1", { "<ink>": [768] }],
    ["hypernetwork", "sd1", { "320.0.linear.0.weight": [640, 320], "768.1.linear.0.weight": [1536, 768] }],
    ["hypernetwork", "unknown", { "128.0.linear1.weight": [256, 128] }],
    ["lora", "sd1", { [`${attention}to_k.lora_down.weight`]: [8, 768], [`${attention}to_k.lora_up.weight`]: [320, 8] }],
    ["lora", "sd2", { [`${attention}to_v.lora_A.weight`]: [8, 1024], [`${attention}to_v.lora_B.weight`]: [320, 8] }],
    ["lora", "sdxl", { [`${attention}to_v.diff`]: [640, 2048] }],
    ["lora", "sd1", loha(`${attention}to_k`, [320, 768])],
    ["lora", "sdxl", loha("lora_te2_text_model_encoder_layers_0_mlp_fc1", [5120, 1280])],
    ["lora", "sdxl", loha("lora_unet_input_blocks_8_1_transformer_blocks_9_attn1_to_q", [1280, 1280])],
    [
      "lora",
      "sd1",
      {
        "unet.mid_block.attn2.processor.to_k_lora.down.weight": [4, 768],
        "unet.mid_block.attn2.processor.to_k_lora.up.weight": [9, 4],
      },
    ],
    [
      "lora",
      "unknown",
      { [`${attention}to_k.lora_down.weight`]: [8, 768], [`${attention}to_k.lora_up.weight`]: [320, 7] },
    ],
    ["unknown", "unknown", { "<ink>": [768, 3] }],
    ["unknown", "unknown", { "<ink>": [768], other: [768] }],
  ] as const)("%s for %s", (kind, family, shapes) => {
    expect(identify(tensorsOf(shapes))).toMatchObject({ kind, family });
  });
});

it("anything at all is something, be it unknown", () => {
  const shape = fc.array(fc.nat(9), { maxLength: 4 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), shape), (shapes) => {
      const { kind, parts } = identify(tensorsOf(shapes));
      expect([kind, parts]).toEqual(["unknown", []]);
    }),
  );
});

it("what a person said a file is beats every rule, and what they left open is still read from it", () => {
  const stored = tensorsOf({ "decoder.conv_in.weight": [512, 4, 3, 3], "decoder.up.0.block.0.conv1.weight": [9, 9] });
  expect(identify(stored)).toMatchObject({ kind: "vae", family: "sd1", orFamilies: ["sdxl"], confidence: "likely" });
  expect(identify(stored, {}, { family: "sdxl" })).not.toHaveProperty("orFamilies");
  expect(identify(stored, {}, { family: "sdxl" })).toMatchObject({
    kind: "vae",
    family: "sdxl",
    confidence: "certain",
    precision: "fp16",
  });
});

it("a network that no rule knows is described by its shapes, and not guessed", () => {
  const blocks = Array.from({ length: 30 }, (_, n): [string, number[]] => [
    `stack.${n}.attention.qkv.weight`,
    [2700, 900],
  ]);
  const { kind, confidence, unknown } = identify(tensorsOf(Object.fromEntries(blocks)));
  expect([kind, confidence]).toEqual(["unknown", "unknown"]);
  expect(unknown).toEqual({ looksLike: "transformer", layers: 30, width: 900 });
});
