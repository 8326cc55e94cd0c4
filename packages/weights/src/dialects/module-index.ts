import { ownValue } from "@danfang/domain";
import type { TensorScope, WeightTensor } from "../tensor-scope.ts";
import type { UnetLayout } from "../unet-layout.ts";
import { diffusersNames } from "./unet-modules.ts";

/** What a LoRA may be laid over: the networks of a checkpoint, text encoders under Hugging Face's names. */
export interface LoraTarget {
  readonly unet: { readonly tensors: TensorScope; readonly layout: UnetLayout };
  readonly text: readonly TextTarget[];
}

interface TextTarget {
  /** `clip-l`, `clip-h`, `clip-g`: which of a checkpoint's encoders it is. */
  readonly name: string;
  readonly tensors: TensorScope;
}

/** One module of the checkpoint that has a weight. */
export interface TargetModule {
  /** `unet`, or the text encoder's name. */
  readonly part: string;
  /** Its name within the part, as the checkpoint has it. */
  readonly path: string;
  readonly weight: WeightTensor;
  readonly bias: WeightTensor | undefined;
  /** Whether the file stores the transpose of what LoRAs change: OpenCLIP's text projection. */
  readonly isTransposed: boolean;
}

/** Finds the module that a LoRA means by a name; undefined where the checkpoint has none of it. */
export type ModuleIndex = (name: string) => TargetModule | undefined;

const underscored = (name: string) => name.replaceAll(".", "_");

/** What a name begins with once its dots are underscores, where it is of the UNet. */
const unetPrefixes = [
  "lora_unet_",
  "oft_unet_",
  "lycoris_unet_",
  "model_diffusion_model_",
  "diffusion_model_",
  "unet_",
  "lycoris_", // SimpleTuner has no other; after all text prefixes
];
type Encoder = "first" | "second";
/** The same for text encoders: SD XL has two. A name that does not say which means the first, or the only one. */
const textPrefixes: readonly (readonly [prefix: string, encoder: Encoder | "only"])[] = [
  ...(["lora_te2_", "oft_te2_", "lycoris_te2_", "text_encoder_2_"] as const).map((p) => [p, "second"] as const),
  ...(["clip_g_transformer_", "text_encoders_clip_g_transformer_", "1_"] as const).map((p) => [p, "second"] as const),
  ...(["lora_te1_", "oft_te1_", "lycoris_te1_"] as const).map((p) => [p, "first"] as const),
  ...(["clip_l_transformer_", "text_encoders_clip_l_transformer_", "0_transformer_"] as const).map(
    (p) => [p, "first"] as const,
  ),
  ...(["lora_te_", "oft_te_", "lycoris_te_", "lycoris_text_encoder_"] as const).map((p) => [p, "only"] as const),
  ...(["text_encoder_", "transformer_"] as const).map((p) => [p, "only"] as const),
];
/** Written around names without meaning anything. Sources: huggingface/peft; SimpleTuner. */
const wrappers = /^(?:base_model_model_|lora_base_model_model_)/;

/**
 * An index of every module of a checkpoint under every name that trainers are known to give it. Names are compared with
 * dots as underscores: kohya's names cannot be split again, but the checkpoint's can be joined.
 */
export function indexModules(target: LoraTarget): ModuleIndex {
  const unet = indexUnet(target);
  const textOf = (isSecond: boolean) => {
    const encoder = target.text.find(({ name }) => (name === "clip-g") === isSecond);
    return encoder && indexText(encoder);
  };
  const [first, second] = [textOf(false), textOf(true)];
  const texts = { first, second, only: first ?? second }; // SD XL's refiner has only the second

  return (name) => {
    const plain = underscored(name).replace(wrappers, "").replaceAll("_processor_", "_");
    for (const [prefix, encoder] of textPrefixes)
      if (plain.startsWith(prefix)) return texts[encoder]?.get(plain.slice(prefix.length));
    const prefix = unetPrefixes.find((p) => plain.startsWith(p)) ?? "";
    return unet.get(plain.slice(prefix.length)) ?? texts.only?.get(plain);
  };
}

function moduleAt(part: string, tensors: TensorScope, path: string): TargetModule {
  const bias = `${path}.bias`;
  return {
    part,
    path,
    weight: tensors.tensor(`${path}.weight`),
    bias: tensors.has(bias) ? tensors.tensor(bias) : undefined,
    isTransposed: false,
  };
}

const modulePaths = (tensors: TensorScope) =>
  tensors.names().flatMap((name) => (name.endsWith(".weight") ? [name.slice(0, -".weight".length)] : []));

function indexUnet({ unet: { tensors, layout } }: LoraTarget): Map<string, TargetModule> {
  const index = new Map<string, TargetModule>();
  const renamed = diffusersNames(layout);
  const exactly = new Map(renamed.map(({ ldm, diffusers }) => [ldm, diffusers]));
  for (const path of modulePaths(tensors)) {
    const module = moduleAt("unet", tensors, path);
    const outer = /^((?:input|output)_blocks\.\d+\.\d+|middle_block\.\d+)\.(.+)$/.exec(path);
    const transformer = exactly.get(outer?.[1] ?? "");
    const diffusers = exactly.get(path) ?? (transformer && `${transformer}.${outer?.[2]}`);
    for (const name of [path, ...(diffusers === undefined ? [] : [diffusers])]) {
      index.set(underscored(name), module);
      if (name.endsWith("to_out.0")) index.set(underscored(name.slice(0, -2)), module);
    }
  }
  return index;
}

/** OpenCLIP's names for what Hugging Face calls otherwise, after underscoring. */
function openClipName(path: string): string | undefined {
  const [, layer, part = ""] = /^encoder\.layers\.(\d+)\.(.+)$/.exec(path) ?? [];
  const parts: Readonly<Record<string, string>> = {
    "self_attn.out_proj": "attn_out_proj",
    "mlp.fc1": "mlp_c_fc",
    "mlp.fc2": "mlp_c_proj",
    layer_norm1: "ln_1",
    layer_norm2: "ln_2",
  };
  const known = ownValue(parts, part);
  return layer === undefined || known === undefined ? undefined : `transformer_resblocks_${layer}_${known}`;
}

function indexText({ name: part, tensors }: TextTarget): Map<string, TargetModule> {
  const index = new Map<string, TargetModule>();
  for (const path of modulePaths(tensors)) {
    const module = moduleAt(part, tensors, path);
    index.set(`text_model_${underscored(path)}`, module);
    index.set(underscored(path), module);
    const openClip = openClipName(path);
    if (openClip) for (const root of ["", "model_"]) index.set(root + openClip, module);
  }
  if (tensors.names().includes("text_projection")) {
    const weight = tensors.tensor("text_projection");
    for (const name of ["text_projection", "text_model_text_projection"])
      index.set(name, { part, path: "text_projection", weight, bias: undefined, isTransposed: true });
  }
  return index;
}
