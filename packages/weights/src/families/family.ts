import type { TensorEntry } from "@danfang/formats";
import type { HeadRule } from "../unet-layout.ts";

/** A model's tensors by name; where it is several files, each says in which it lies. */
export type Tensors = ReadonlyMap<string, TensorEntry & { readonly file?: string }>;

/** What a network was taught to predict. */
export type Prediction = "epsilon" | "v";

/** What the UNet is shown beside the latent: nothing; a mask and the picture around it; a picture to edit. */
export type Sees = "nothing" | "inpainting" | "edit";

/**
 * Which of a text encoder's layers conditions the UNet. `clipSkip`: the one that the request counts from the end,
 * after the final norm. `penultimate`: the last but one, always.
 */
export type EncoderOutput =
  | { readonly layer: "clipSkip"; readonly isNormed: true }
  | { readonly layer: "penultimate"; readonly isNormed: boolean };

/** A text encoder of a family: where it lies in a checkpoint, and what is taken from it. */
export interface TextEncoderRule {
  /** As embeddings and LoRAs tell them apart: OpenAI's ViT-L, OpenCLIP's ViT-H and ViT-bigG. */
  readonly name: "clip-l" | "clip-h" | "clip-g";
  readonly kind: "clip" | "open-clip";
  /** Prefixes of LDM checkpoints under which it may be. */
  readonly roots: readonly string[];
  /** Fills a chunk after the first end token: OpenAI's has the end token itself there, OpenCLIP zeros. */
  readonly padToken: 49407 | 0;
  readonly output: EncoderOutput;
  /** Whether its last layer's end token, projected, conditions the UNet as well. */
  readonly isPooled: boolean;
}

/** What shapes do not tell about a family that can be painted with. */
export interface FamilyRules {
  readonly textEncoders: readonly TextEncoderRule[];
  /** What there is beside the encoded text: nothing, SD XL's sizes, the refiner's sizes and aesthetic score. */
  readonly conditioning: "text" | "sdxl" | "sdxl-refiner";
  readonly sees: Sees;
  readonly heads: HeadRule;
  readonly scaleFactor: number;
  /** Undefined: the family has both kinds, and only running it tells them apart. */
  readonly prediction: Prediction | undefined;
  /** Width and height it was trained at, pixels. */
  readonly nativeSize: Readonly<Record<Prediction, number>>;
}

export interface FamilyDefinition<F extends string = string> {
  readonly family: F;
  /** As its users write it. */
  readonly name: string;
  /** The family whose LoRAs, embeddings and hypernetworks fit. */
  readonly base: string;
  readonly isFamilyOf: (tensors: Tensors) => boolean;
  /** Undefined where it is known only to be refused by its name. */
  readonly rules: FamilyRules | undefined;
}

export const defineFamily = <const F extends string>(definition: FamilyDefinition<F>): FamilyDefinition<F> =>
  definition;

export const unetRoot = "model.diffusion_model.";

/** Channels that a UNet takes: 4 for the latent, 9 with mask and masked picture, 8 with a picture to edit, 5 with depth. */
export const inChannelsOf = (tensors: Tensors): number | undefined =>
  tensors.get(`${unetRoot}input_blocks.0.0.weight`)?.shape[1];

/** Whether an OpenCLIP text encoder lies under `root`, in its own names or in those of Hugging Face. */
export const hasOpenClip = (tensors: Tensors, root: string): boolean =>
  ["ln_final.weight", "transformer.resblocks.0.attn.in_proj_weight", "text_model.final_layer_norm.weight"].some(
    (name) => tensors.has(root + name),
  );
