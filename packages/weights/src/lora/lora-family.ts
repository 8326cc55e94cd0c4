import type { Lora } from "./read-lora.ts";

/** The families that LoRAs are told apart by; inpainting and edit models take those of their base. */
export type LoraFamily = "sd1" | "sd2" | "sdxl" | "sd3" | "flux" | "unknown";

const familyOfWidth: Readonly<Record<number, LoraFamily>> = { 768: "sd1", 1024: "sd2", 2048: "sdxl" };

/** Whether a module reads the text: the keys and values of cross-attention. */
const readsText = /attn2[._](?:processor[._])?to_[kv]$/;

/**
 * How wide the text is that the UNet of this LoRA reads: 768 for SD 1.x, 1024 for 2.x, 2048 for XL. Undefined where no
 * module tells.
 */
export function contextWidthOf({ modules }: Pick<Lora, "modules">): number | undefined {
  for (const { name, size } of modules) if (size.columns !== undefined && readsText.test(name)) return size.columns;
  return undefined;
}

/** Names that only the networks of one family have. Sources: kohya-ss/sd-scripts `lora_flux`, `lora_sd3`; facts of hubs. */
const telling: readonly (readonly [RegExp, LoraFamily])[] = [
  [/(?:^|[._])(?:double_blocks|single_blocks|single_transformer_blocks)[._]\d/, "flux"],
  [/(?:^|[._])joint_blocks[._]\d|^transformer\.transformer_blocks\.\d+\.attn\.add_/, "sd3"],
  [/^(?:lora_te2_|text_encoder_2\.)|(?:input_blocks_[4578]|output_blocks_[0-5])_1_transformer_blocks_[2-9]/, "sdxl"],
  [/down_blocks[._]2[._]attentions[._]\d[._]transformer_blocks[._][2-9]/, "sdxl"],
];

function familyOfMetadata(metadata: Lora["metadata"]): LoraFamily {
  const text = `${metadata.ss_base_model_version ?? ""} ${metadata["modelspec.architecture"] ?? ""}`;
  if (/sdxl|stable-diffusion-xl/.test(text)) return "sdxl";
  if (/flux/.test(text)) return "flux";
  if (/sd3|stable-diffusion-3/.test(text)) return "sd3";
  if (/sd_v2|stable-diffusion-v2/.test(text) || metadata.ss_v2 === "True") return "sd2";
  return /sd_(?:1\.5|v1)|stable-diffusion-v1/.test(text) ? "sd1" : "unknown";
}

/** Which family a LoRA was made for: what its shapes say, else its names, else what its author wrote. Total. */
export function loraFamilyOf(lora: Pick<Lora, "modules" | "metadata">): LoraFamily {
  const byWidth = familyOfWidth[contextWidthOf(lora) ?? 0];
  if (byWidth) return byWidth;
  for (const [pattern, family] of telling) if (lora.modules.some(({ name }) => pattern.test(name))) return family;
  return familyOfMetadata(lora.metadata);
}
