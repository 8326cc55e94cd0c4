import type { Dtype, TensorEntry } from "@danfang/formats";

/** What kind of model a file is. The five that a user keeps, and what else lies about. */
export type ModelKind =
  | "checkpoint"
  | "vae"
  | "lora"
  | "hypernetwork"
  | "embedding"
  | "unet"
  | "textEncoder"
  | "unknown";

/** The network that a checkpoint (or an addition to one) is built for. */
export type Family =
  | "sd1"
  | "sd1-inpaint"
  | "sd1-pix2pix"
  | "sd2"
  | "sdxl"
  | "sdxl-refiner"
  | "sd3"
  | "flux"
  | "unknown";

/** What the tensors of a file are. */
export interface Identity {
  readonly kind: ModelKind;
  readonly family: Family;
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

type Tensors = ReadonlyMap<string, TensorEntry>;

/** Names that only a checkpoint's own parts carry. */
const unetHead = "model.diffusion_model.input_blocks.0.0.weight";
const vaeHead = "first_stage_model.decoder.conv_in.weight";
const textHeads = [
  "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight",
  "cond_stage_model.transformer.embeddings.token_embedding.weight",
  "cond_stage_model.model.token_embedding.weight",
  "conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight",
  "conditioner.embedders.1.model.token_embedding.weight",
  "conditioner.embedders.0.model.token_embedding.weight",
];

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

/** Source: the order of tests of AUTOMATIC1111 `sd_models_config.guess_model_config_from_state_dict`. */
function familyOfCheckpoint(tensors: Tensors): Family {
  if (tensors.has("model.diffusion_model.x_embedder.proj.weight")) return "sd3";
  if ([...tensors.keys()].some((name) => name.includes("double_blocks.0.img_attn"))) return "flux";
  if (tensors.has("conditioner.embedders.1.model.ln_final.weight")) return "sdxl";
  if (tensors.has("conditioner.embedders.0.model.ln_final.weight")) return "sdxl-refiner";
  const openClip = tensors.get("cond_stage_model.model.transformer.resblocks.0.attn.in_proj_weight");
  if (openClip) return "sd2";
  const inChannels = tensors.get(unetHead)?.shape[1];
  if (inChannels === 9) return "sd1-inpaint";
  if (inChannels === 8) return "sd1-pix2pix";
  return inChannels === 4 ? "sd1" : "unknown";
}

function familyOfContext(width: number | undefined): Family {
  if (width === 768) return "sd1";
  if (width === 1024) return "sd2";
  return width === 2048 ? "sdxl" : "unknown";
}

const some = (tensors: Tensors, pattern: RegExp) => [...tensors.keys()].find((name) => pattern.test(name));

function kindOf(tensors: Tensors): { kind: ModelKind; family: Family } {
  if (tensors.has(unetHead) || tensors.has("model.diffusion_model.x_embedder.proj.weight"))
    return { kind: "checkpoint", family: familyOfCheckpoint(tensors) };
  const lora = some(tensors, /lora_(down|up|A|B)|hada_w1|lokr_w1|\.on_input$|oft_blocks|\.diff$/);
  if (lora !== undefined) {
    const key = some(tensors, /attn2[._](to_k|processor\.to_k).*(lora_down|lora_A|lora\.down)/);
    return { kind: "lora", family: familyOfContext(key === undefined ? undefined : tensors.get(key)?.shape[1]) };
  }
  if (tensors.has("decoder.conv_in.weight")) return { kind: "vae", family: "unknown" };
  if (tensors.has("emb_params"))
    return { kind: "embedding", family: familyOfContext(tensors.get("emb_params")?.shape[1]) };
  if (tensors.has("clip_l") && tensors.has("clip_g")) return { kind: "embedding", family: "sdxl" };
  if (some(tensors, /double_blocks\.0\.img_attn/) !== undefined) return { kind: "unet", family: "flux" };
  if (tensors.has("input_blocks.0.0.weight") || tensors.has("conv_in.weight"))
    return { kind: "unet", family: "unknown" };
  if (some(tensors, /text_model\.encoder\.layers\.0\./) !== undefined)
    return { kind: "textEncoder", family: "unknown" };
  return { kind: "unknown", family: "unknown" };
}

/** Says what a file is from nothing but the names, shapes and number formats in its header. Total. */
export function identify(tensors: Tensors): Identity {
  const has = {
    unet: tensors.has(unetHead),
    textEncoder: textHeads.some((name) => tensors.has(name)),
    vae: tensors.has(vaeHead),
  };
  const { kind, family } = kindOf(tensors);
  return {
    kind,
    family,
    ...precisionOf(tensors),
    vae: has.vae ? "baked" : "none",
    parts: (["unet", "textEncoder", "vae"] as const).filter((part) => has[part]),
  };
}

/** A family as its users write it. */
export const familyNames: Readonly<Record<Family, string>> = {
  sd1: "Stable Diffusion 1.x",
  "sd1-inpaint": "Stable Diffusion 1.x inpainting",
  "sd1-pix2pix": "Instruct-Pix2Pix",
  sd2: "Stable Diffusion 2.x",
  sdxl: "Stable Diffusion XL",
  "sdxl-refiner": "Stable Diffusion XL refiner",
  sd3: "Stable Diffusion 3",
  flux: "Flux",
  unknown: "unknown",
};
