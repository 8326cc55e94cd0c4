import type { Dtype, TensorEntry } from "@danfang/formats";
import fc from "fast-check";
import { type LdmWidths, ldmTensors, sd15Widths } from "../../ldm-tensors.ts";
import type { ModelHeader } from "../../model-header.ts";
import { readCheckpoint } from "../../open-checkpoint.ts";

/** A header with these tensors, one after the other. */
export function headerOf(shapes: Readonly<Record<string, readonly number[]>>, dtype: Dtype = "F16"): ModelHeader {
  let offset = 8;
  const tensors = Object.entries(shapes).map(([name, shape]): [string, TensorEntry] => {
    const length = 2 * shape.reduce((a, b) => a * b, 1);
    offset += length;
    return [name, { name, shape, dtype, offset: offset - length, length }];
  });
  return { metadata: {}, tensors: new Map(tensors) };
}

/** SD 1.x's layout, small. */
export const smallWidths: LdmWidths = {
  ...sd15Widths,
  unet: { ...sd15Widths.unet, modelChannels: 32, contextDim: 48, channelMult: [1, 2], attentionResolutions: [1, 2] },
  text: sd15Widths.text.map((text) => ({ ...text, width: 48, layers: 2, vocabulary: 100 })),
};

const heads = { unetHeads: 8, textHeads: 4 };

/** A checkpoint of these widths that has no bytes: enough to lay LoRAs over it. */
export const checkpointOf = (widths: LdmWidths) =>
  readCheckpoint(
    "checkpoint.safetensors",
    headerOf(Object.fromEntries(ldmTensors(widths).map(({ name, shape }) => [name, shape]))),
    heads,
  );

const endings = [
  "lora_up.weight",
  "lora_down.weight",
  "lora_mid.weight",
  "alpha",
  "scale",
  "bias",
  "dora_scale",
  "weight",
  "hada_w1_a",
  "hada_w1_b",
  "hada_w2_a",
  "hada_w2_b",
  "hada_t1",
  "hada_t2",
  "on_input",
  "diff",
  "diff_b",
  "lokr_w1",
  "lokr_w1_a",
  "lokr_w1_b",
  "lokr_w2",
  "lokr_w2_a",
  "lokr_w2_b",
  "lokr_t2",
  "w_norm",
  "b_norm",
  "oft_blocks",
  "oft_diag",
  "rescale",
  "a1.weight",
  "a2.weight",
  "b1.weight",
  "b2.weight",
  "set_weight",
];
const modules = [
  "lora_unet_conv_in",
  "lora_unet_conv_out",
  "lora_unet_conv_norm_out",
  "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn2_to_k",
  "lora_unet_mid_block_attentions_0_transformer_blocks_0_ff_net_0_proj",
  "lora_unet_down_blocks_0_resnets_0_conv1",
  "lora_unet_down_blocks_0_downsamplers_0_conv",
  "lora_te_text_model_encoder_layers_0_self_attn_q_proj",
  "lora_te_text_model_final_layer_norm",
  "lora_unet_nowhere",
];
const size = fc.oneof(
  fc.constantFrom(1, 2, 3, 4, 8, 16, 32, 48, 64, 128, 256, 512),
  fc.constantFrom(0, 7, 2 ** 31, 2 ** 53),
);
const shape = fc.oneof(
  fc.array(size, { maxLength: 6 }),
  fc.constantFrom([32, 4, 3, 3], [4, 32, 3, 3], [32, 32, 3, 3], [512, 64], [64, 48], [48, 48], [8, 8], [4, 4, 8, 8]),
);

/** Headers that look like LoRAs, and whose shapes fit only by chance. */
export const inventedHeaders: fc.Arbitrary<ModelHeader> = fc
  .array(fc.tuple(fc.constantFrom(...modules), fc.constantFrom(...endings), shape), { minLength: 1, maxLength: 24 })
  .map((tensors) => headerOf(Object.fromEntries(tensors.map(([module, end, s]) => [`${module}.${end}`, s]))));
