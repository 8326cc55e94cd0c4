import type { Problem } from "@danfang/domain";
import type { NamedEmbedding } from "@danfang/prompt";
import type { HypertileOptions } from "../adapters/hypertile/index.ts";
import type { BackendName } from "../runtime/runtime.ts";

/** A LoRA and how strongly it acts on the UNet and on the text encoders. */
export interface LoraUse {
  readonly file: string;
  /** As the prompt named it: what notes call it. */
  readonly name: string;
  readonly unetWeight: number;
  readonly textWeight: number;
  /** Only the first so many ranks. */
  readonly dyn?: number | undefined;
}

export interface HypernetworkUse {
  readonly file: string;
  readonly name: string;
  readonly weight: number;
}

export interface EmbeddingFile {
  readonly name: string;
  readonly file: string;
}

/** Which files make the model, and what is laid over them. Paths; links are resolved by whoever reads them. */
export interface ModelSetup {
  readonly checkpoint: string;
  /** A VAE in a file of its own; absent: the one inside the checkpoint. */
  readonly vae?: string | undefined;
  /** Share of the picture's tokens that merge before they attend to each other; absent or 0: none. */
  readonly tokenMerging?: number | undefined;
  /** Attention within tiles of the picture, drawn anew at each call of the model; absent: across all of it. */
  readonly hypertile?: HypertileOptions | undefined;
  /** In the order of the prompt. */
  readonly loras?: readonly LoraUse[] | undefined;
  readonly hypernetworks?: readonly HypernetworkUse[] | undefined;
  /** Textual inversions that prompts may name. */
  readonly embeddings?: readonly EmbeddingFile[] | undefined;
  /** Small decoders for previews, where the user has them. */
  readonly previewVaes?: { readonly sd?: string | undefined; readonly sdxl?: string | undefined } | undefined;
  /** Convolutions whose edges meet: the picture can be laid side by side. */
  readonly tiling?: boolean | undefined;
  /** Rescales betas so that the last timestep holds nothing but noise; absent: what the checkpoint says. */
  readonly zeroTerminalSnr?: boolean | undefined;
  /** What the UNet was taught to predict, for files that do not say it; absent: what the checkpoint says. */
  readonly prediction?: "epsilon" | "v" | undefined;
}

export interface LoadedModel {
  readonly nativeSize: number;
  readonly backend: BackendName;
  readonly threads: number;
  /** Latent channels. */
  readonly channels: number;
  /** What the UNet wants to see beside the latent: nothing, a mask and what it leaves, or a picture to edit. */
  readonly sees: "nothing" | "inpainting" | "edit";
  /** Textual inversions that fit, those that LoRAs bring along included. */
  readonly embeddings: readonly NamedEmbedding[];
  /** What of the setup does not act as its owner expects: a LoRA of another family, one that matches nothing. */
  readonly notes: readonly Problem[];
}
