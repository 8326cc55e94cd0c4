import { describe, expect, it } from "vitest";
import { sd15Widths } from "../ldm-tensors.ts";
import { loraFamilyOf } from "./lora-family.ts";
import { matchLora } from "./match-lora.ts";
import { type Lora, readLora } from "./read-lora.ts";
import { checkpointOf, headerOf } from "./testing/invented-loras.ts";

const sd1 = checkpointOf(sd15Widths);
const pair = (module: string, rows: number, columns: number) => ({
  [`${module}.lora_up.weight`]: [rows, 4],
  [`${module}.lora_down.weight`]: [4, columns],
});
const lora = (shapes: Readonly<Record<string, readonly number[]>>): Promise<Lora> =>
  readLora("a.safetensors", headerOf(shapes), async () => 1);
const middle = "lora_unet_mid_block_attentions_0_transformer_blocks_0";
const codes = ({ findings }: ReturnType<typeof matchLora>) => findings.map(({ code }) => code);

describe("a LoRA over a checkpoint", () => {
  it("of its family has nothing to say", async () => {
    const match = matchLora(await lora(pair(`${middle}_attn2_to_k`, 1280, 768)), sd1);
    expect(match).toMatchObject({ isUsable: true, findings: [], unmatched: [], wrongShape: [] });
    expect(match.matched[0]?.target).toMatchObject({
      part: "unet",
      path: "middle_block.1.transformer_blocks.0.attn2.to_k",
    });
  });

  it("of another family is told from the width of the text that it reads, though names agree", async () => {
    const match = matchLora(
      await lora({ ...pair(`${middle}_attn2_to_k`, 1280, 2048), ...pair(`${middle}_attn1_to_q`, 1280, 1280) }),
      sd1,
    );
    expect(match.isUsable).toBe(false);
    expect(codes(match)).toEqual(["weights/loraWrongFamily"]);
    expect(match.findings[0]?.message).toContain("Stable Diffusion XL");
    expect(match.findings[0]?.message).toContain("Stable Diffusion 1");
  });

  it("for a transformer is told from its names", async () => {
    const match = matchLora(await lora(pair("lora_unet_double_blocks_0_img_attn_qkv", 9216, 3072)), sd1);
    expect(codes(match)).toEqual(["weights/loraWrongFamily"]);
  });

  it("in which nothing matches is not usable", async () => {
    const match = matchLora(await lora(pair("lora_unet_elsewhere", 8, 8)), sd1);
    expect(match.isUsable).toBe(false);
    expect(codes(match)).toEqual(["weights/loraMatchesNothing"]);
  });

  it("that fits in part is used in part", async () => {
    const match = matchLora(
      await lora({ ...pair(`${middle}_attn1_to_q`, 1280, 1280), ...pair("lora_unet_elsewhere", 8, 8) }),
      sd1,
    );
    expect(match).toMatchObject({ isUsable: true, unmatched: ["lora_unet_elsewhere"] });
    expect(codes(match)).toEqual(["weights/loraPartlyMatches"]);
  });

  it("of a wrong shape says which module, and what would fit", async () => {
    const match = matchLora(
      await lora({ ...pair(`${middle}_attn1_to_q`, 640, 640), ...pair("lora_unet_conv_in", 320, 36) }),
      sd1,
    );
    expect(match.wrongShape).toEqual([`${middle}_attn1_to_q`]);
    expect(match.findings[0]).toMatchObject({
      code: "weights/loraWrongShape",
      facts: { file: "a.safetensors", tensor: `${middle}_attn1_to_q`, expected: "1280 × 1280", actual: "640 × 640" },
    });
  });

  it("that lacks an inpainting model's extra inputs fits the first convolution", async () => {
    const inpainting = checkpointOf({ ...sd15Widths, unet: { ...sd15Widths.unet, inChannels: 9 } });
    const first = await lora({
      "lora_unet_conv_in.lora_up.weight": [320, 4, 1, 1],
      "lora_unet_conv_in.lora_down.weight": [4, 4, 3, 3],
    });
    expect(matchLora(first, inpainting).matched).toHaveLength(1);
    const other = await lora({
      "lora_unet_conv_in.lora_up.weight": [320, 4, 1, 1],
      "lora_unet_conv_in.lora_down.weight": [4, 5, 3, 3],
    });
    expect(matchLora(other, inpainting).wrongShape).toHaveLength(1);
  });
});

it.each([
  ["sd1", pair("lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_v", 1280, 768)],
  ["sd2", pair("unet.mid_block.attentions.0.transformer_blocks.0.attn2.processor.to_k", 1280, 1024)],
  ["sdxl", pair("lora_unet_middle_block_1_transformer_blocks_0_attn2_to_k", 1280, 2048)],
  ["sdxl", pair("lora_te2_text_model_encoder_layers_0_mlp_fc1", 5120, 1280)],
  ["sdxl", pair("lora_unet_input_blocks_8_1_transformer_blocks_9_attn1_to_q", 1280, 1280)],
  ["flux", pair("transformer.single_transformer_blocks.3.proj_mlp", 12288, 3072)],
  ["sd3", pair("lora_unet_joint_blocks_0_x_block_attn_qkv", 4608, 1536)],
  ["unknown", pair("lora_unet_mid_block_resnets_0_conv1", 64, 64)],
] as const)("the family %s is recognised", async (family, shapes) => {
  expect(loraFamilyOf(await lora(shapes))).toBe(family);
});
