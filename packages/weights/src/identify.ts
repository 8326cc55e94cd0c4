import { DanfangError, type ModelKind } from "@danfang/domain";
import type { Dtype } from "@danfang/formats";
import { toLdmNames } from "./diffusers/to-ldm-names.ts";
import { type Tensors, unetRoot } from "./families/family.ts";
import { type Family, familyOf, textRoots } from "./families/index.ts";
import { loraFamilyOf } from "./lora/lora-family.ts";
import { isLoraOnly } from "./lora/lora-key.ts";
import { isNumberedLora } from "./lora/numbered-lora.ts";
import { loraOutline } from "./lora/read-lora.ts";
import type { ModelHeader } from "./model-header.ts";
import { hasTextEncoder } from "./text-encoder.ts";
import { upscalerArchitecture } from "./upscaler/open-upscaler.ts";

/** What the tensors of a file are. */
export interface Identity {
  readonly kind: ModelKind | "unknown";
  readonly family: Family;
  /** How it is built, for kinds that are built in several ways: `SwinIR`, `TAESD`. */
  readonly architecture?: string;
  /** Stored number format of most values, in the words of model pages: fp16, bf16, fp32 … */
  readonly precision: string;
  readonly parameters: number;
  readonly vae: "baked" | "none";
  readonly parts: readonly ("unet" | "textEncoder" | "vae")[];
}

const precisions: Partial<Record<Dtype, string>> = {
  F64: "fp64",
  F32: "fp32",
  F16: "fp16",
  BF16: "bf16",
  F8_E4M3: "fp8",
  F8_E5M2: "fp8",
};

/** Names that only a checkpoint's own parts carry. */
const unetHead = `${unetRoot}input_blocks.0.0.weight`;
const vaeHead = "first_stage_model.decoder.conv_in.weight";

function precisionOf(tensors: Tensors): { precision: string; parameters: number } {
  const counts = new Map<string, number>();
  let parameters = 0;
  for (const tensor of tensors.values()) {
    const values = tensor.shape.reduce((a, b) => a * b, 1);
    parameters += values;
    const name = precisions[tensor.dtype] ?? tensor.dtype.toLowerCase();
    counts.set(name, (counts.get(name) ?? 0) + values);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return { precision: most?.[0] ?? "unknown", parameters };
}

function familyOfContext(width: number | undefined): Family {
  if (width === 768) return "sd1";
  if (width === 1024) return "sd2";
  return width === 2048 ? "sdxl" : "unknown";
}

/** A hypernetwork's modules are named by the width of what they change: the text's is the family's. */
const familyOfWidths = (tensors: Tensors): Family =>
  familyOfContext([768, 1024, 2048].find((width) => some(tensors, new RegExp(`^${width}\\.[01]\\.`)) !== undefined));

const some = (tensors: Tensors, pattern: RegExp) => [...tensors.keys()].find((name) => pattern.test(name));

/** Diffusers' embeddings are one tensor, named by the word that they stand for. */
function loneVectors(tensors: Tensors): string | undefined {
  const [only, ...others] = tensors.values();
  const isVectors = only && others.length === 0 && only.shape.length <= 2 && only.dtype.includes("F");
  return isVectors && [768, 1024, 1280].includes(only.shape.at(-1) ?? 0) ? only.name : undefined;
}

/** Of a LoRA whose parts do not belong together nothing is known; painting with it says what is wrong. */
function familyOfLora(tensors: Tensors, metadata: ModelHeader["metadata"]): Family {
  try {
    return loraFamilyOf({ modules: loraOutline("", tensors), metadata });
  } catch (error) {
    if (error instanceof DanfangError) return "unknown";
    throw error;
  }
}

/** Source: madebyollin/taesd; diffusers `AutoencoderTiny`. */
const taesdBlock = /^((taesd_)?(de|en)coder\.(layers\.)?)?\d+\.conv\.[024]\.weight$/;

/** The small decoder that the WebUI brings along. Source: AUTOMATIC1111 `sd_vae_approx.VAEApprox`. */
const isVaeApprox = (tensors: Tensors) =>
  tensors.size <= 16 && [1, 2, 3, 4, 5, 6, 7, 8].every((n) => tensors.get(`conv${n}.weight`)?.shape.length === 4);

/** What takes the hint in. Source: lllyasviel/ControlNet `cldm.ControlNet`; diffusers `ControlNetConditioningEmbedding`. */
const controlNetHead = /^((control_model\.)?input_hint_block\.0\.weight|controlnet_cond_embedding\.conv_in\.weight)$/;

type Kind = Pick<Identity, "kind" | "family" | "architecture">;

/** Of networks that take and give pictures. */
function pictureKind(tensors: Tensors): Kind | undefined {
  if (some(tensors, taesdBlock) !== undefined) return { kind: "previewVae", family: "unknown", architecture: "TAESD" };
  if (isVaeApprox(tensors)) return { kind: "previewVae", family: "unknown", architecture: "VAE-approx" };
  const seen = upscalerArchitecture(tensors);
  if (!seen) return undefined;
  return { kind: seen.mendsFaces ? "faceRestorer" : "upscaler", family: "unknown", architecture: seen.name };
}

function kindOf(tensors: Tensors, metadata: ModelHeader["metadata"]): Kind {
  if (tensors.has(unetHead) || tensors.has("model.diffusion_model.x_embedder.proj.weight"))
    return { kind: "checkpoint", family: familyOf(tensors) };
  if (some(tensors, controlNetHead) !== undefined) return { kind: "controlNet", family: "unknown" };
  if ([...tensors.keys()].some(isLoraOnly)) return { kind: "lora", family: familyOfLora(tensors, metadata) };
  if (isNumberedLora(tensors)) return { kind: "lora", family: "unknown", architecture: "layers by number" };
  if (tensors.has("decoder.conv_in.weight")) return { kind: "vae", family: "unknown" };
  const embedding = some(tensors, /^string_to_param\.|^emb_params$/) ?? loneVectors(tensors);
  if (embedding !== undefined)
    return { kind: "embedding", family: familyOfContext(tensors.get(embedding)?.shape.at(-1)) };
  if (tensors.has("clip_l") && tensors.has("clip_g")) return { kind: "embedding", family: "sdxl" };
  if (some(tensors, /^\d+\.[01]\.linear/) !== undefined)
    return { kind: "hypernetwork", family: familyOfWidths(tensors) };
  if (some(tensors, /double_blocks\.0\.img_attn/) !== undefined) return { kind: "unet", family: "flux" };
  if (tensors.has("input_blocks.0.0.weight") || tensors.has("conv_in.weight"))
    return { kind: "unet", family: "unknown" };
  if (some(tensors, /text_model\.encoder\.layers\.0\./) !== undefined)
    return { kind: "textEncoder", family: "unknown" };
  return pictureKind(tensors) ?? { kind: "unknown", family: "unknown" };
}

/**
 * Says what a file is from the names, shapes and number formats in its header, and where these leave a LoRA's family open
 * from what its author wrote there. Total.
 */
export function identify(stored: Tensors, metadata: ModelHeader["metadata"] = {}): Identity {
  const tensors = toLdmNames(stored);
  const has = {
    unet: tensors.has(unetHead),
    textEncoder: textRoots.some((root) => hasTextEncoder(tensors, root)),
    vae: tensors.has(vaeHead),
  };
  return {
    ...kindOf(tensors, metadata),
    ...precisionOf(tensors),
    vae: has.vae ? "baked" : "none",
    parts: (["unet", "textEncoder", "vae"] as const).filter((part) => has[part]),
  };
}
