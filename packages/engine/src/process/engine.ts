import type { Bytes, Problem, RgbImage, SamplingKnobs, Seconds, Sigma, Tensor } from "@danfang/domain";
import type { EmphasisMode, NamedEmbedding, PlacedEmbedding } from "@danfang/prompt";
import type { HypertileOptions } from "../adapters/hypertile/index.ts";
import type { Rng } from "../noise/index.ts";
import type { PaintEvent, PaintOrder } from "../orders/paint-order.ts";
import type { BackendName } from "../runtime/runtime.ts";
import type { SoftBlending } from "../sampling/soft-blend.ts";

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

/** A prompt as the text encoder takes it: chunks of 77 tokens with the emphasis of each. */
export interface TokenChunks {
  readonly chunks: readonly TokenChunk[];
  /**
   * All texts of a prompt that changes with the steps, this one among them, and how often each stands there; all have as
   * many chunks. They share the mean that emphasis restores. Absent: the text alone.
   */
  readonly together?: readonly { readonly chunks: readonly TokenChunk[]; readonly times: number }[];
  /** The negative prompt of no words, which SD XL knows as zeros. */
  readonly isEmptyNegative?: boolean;
}

export interface TokenChunk {
  readonly tokens: readonly number[];
  readonly weights: readonly number[];
  readonly embeddings?: readonly PlacedEmbedding[];
}

export interface EmbeddingFile {
  readonly name: string;
  readonly file: string;
}

export interface EncodeOptions {
  readonly clipSkip: number;
  readonly emphasis?: EmphasisMode | undefined;
}

/** What the text encoders made of a prompt. */
export interface Encoded {
  /** [1, 77·chunks, D]. */
  readonly context: Tensor;
  /** [1, P], of SD XL: the prompt as one vector. */
  readonly pooled?: Tensor | undefined;
}

/** What a prompt says at each step: one entry until its step (1-based, inclusive), then the next; the last stays. */
export type ConditioningSchedule = readonly { readonly untilStep: number; readonly encoded: Encoded }[];

/** One of the prompts composed with AND. */
export interface ConditioningPart {
  readonly weight: number;
  readonly schedule: ConditioningSchedule;
}

/** Both prompts. */
export interface Conditioning {
  readonly cond: readonly ConditioningPart[];
  readonly uncond: ConditioningSchedule;
}

/** Where sampling starts from, other than noise. */
export interface LatentStart {
  /** [1 or N, C, h, w]. */
  readonly latent: Tensor;
  readonly denoisingStrength: number;
  /** `shared`: a part of the steps runs, as much as the strength says. `exact`: as many as are asked for. */
  readonly steps: "shared" | "exact";
  readonly noiseMultiplier?: number | undefined;
  /** [h, w]: 1 where it is painted anew, 0 where the latent stays. */
  readonly repaint?: Float32Array | undefined;
  /** Where `repaint` is grey, old and new are mixed so; absent: in its shares. */
  readonly soft?: SoftBlending | undefined;
}

export interface NoiseOrder {
  /** One per image of the batch. */
  readonly seeds: readonly number[];
  readonly rng: Rng;
  readonly etaNoiseSeedDelta: number;
  readonly variation?: { readonly seeds: readonly number[]; readonly strength: number } | undefined;
  /** Latent cells. */
  readonly resizeFrom?: { readonly width: number; readonly height: number } | undefined;
}

/** Pixels: what SD XL is told about the picture beside the prompt. */
export interface SizeConditioning {
  readonly width: number;
  readonly height: number;
  readonly cropTop: number;
  readonly cropLeft: number;
}

/** When a refiner takes over: at a share of the noise that is gone, or of the steps that are done. */
export interface RefinerSwitch {
  readonly switchAt: number;
  readonly bySteps?: boolean | undefined;
}

/** Everything that one run of the sampler needs. The text is encoded already. */
export interface DenoiseOrder extends Conditioning {
  readonly sampler: string;
  readonly schedule: string;
  readonly steps: number;
  readonly cfgScale: number;
  readonly cfgRescale?: number | undefined;
  readonly imageCfgScale?: number | undefined;
  readonly knobs?: SamplingKnobs | undefined;
  readonly noise: NoiseOrder;
  readonly start?: LatentStart | undefined;
  /** [1, C, h, w]: channels that the UNet sees beside the latent. */
  readonly imageConditioning?: Tensor | undefined;
  readonly size?: SizeConditioning | undefined;
  /** From then on this model denoises. */
  readonly refiner?: (Conditioning & { readonly setup: ModelSetup } & RefinerSwitch) | undefined;
  /** Latent cells. */
  readonly width: number;
  readonly height: number;
  /** Whether steps carry a preview of x₀. */
  readonly previews: boolean;
}

/** One model call, or the end of one sampler step. */
export interface DenoiseProgress {
  /** Model calls done, and how many there will be. A picture of a batch counts as its own share of a call. */
  readonly step: number;
  readonly steps: number;
  readonly sigma: Sigma;
  readonly seconds: Seconds;
  readonly preview: RgbImage | undefined;
}

export interface EngineStats {
  /** Peak resident set of the process that runs the sessions. */
  readonly peakRssBytes: Bytes;
  readonly rssBytes: Bytes;
  /** What the weights of loaded sessions take, as estimated for the memory budget. */
  readonly residentBytes: Bytes;
  readonly sessions: readonly string[];
}

/** An upscaler's order: by a factor, or to a size in pixels. */
export interface UpscaleOrder {
  /** A model file, or one of the built-in ways: `Lanczos`, `Nearest`, `None`. */
  readonly upscaler:
    | { readonly kind: "model"; readonly file: string }
    | { readonly kind: "builtIn"; readonly name: string };
  readonly image: RgbImage;
  readonly to: { readonly scale: number } | { readonly width: number; readonly height: number };
}

/**
 * The steps that pictures are painted of: one model at a time in use, several kept loaded. Every call may throw
 * `engine/outOfMemory`, `engine/crashed`, `engine/silent`, `engine/stopped`, `engine/garbled`, `engine/loadFailed`,
 * `engine/runFailed` and `engine/cancelled`.
 */
export interface EngineParts {
  /**
   * Reads the checkpoint and loads what the first step needs, unless it still is; the decoder follows when there is
   * something to decode. Errors: `formats/…`, `weights/…`, `engine/noVae`.
   */
  load(setup: ModelSetup, signal?: AbortSignal): Promise<LoadedModel>;
  /** Emphasis applied, textual inversions in their places. */
  encode(setup: ModelSetup, prompts: readonly TokenChunks[], options: EncodeOptions): Promise<Encoded[]>;
  /**
   * Runs the sampler; the value at the end is the final latent, [N, 4, h, w], not divided by the scale factor.
   * Stops between model calls when `signal` aborts. Errors: `engine/notANumber`, `engine/unknownSampler`, ….
   */
  denoise(setup: ModelSetup, order: DenoiseOrder, signal?: AbortSignal): AsyncGenerator<DenoiseProgress, Tensor>;
  /**
   * A picture as the latent that the VAE makes of it, its mean: [1, 3, H, W] in −1 … 1 → [1, C, H/8, W/8]. `scaled` as
   * the UNet knows latents; edit models see it unscaled.
   */
  encodeImage(setup: ModelSetup, image: Tensor, options?: { readonly scaled: boolean }): Promise<Tensor>;
  /** Latents → pictures, one by one. Errors: `engine/noVae`, `engine/notANumber`. */
  decode(setup: ModelSetup, latent: Tensor, signal?: AbortSignal): Promise<RgbImage[]>;
  /** A larger picture. Errors: `weights/notAnUpscaler`. */
  upscale(order: UpscaleOrder, signal?: AbortSignal): Promise<RgbImage>;
}

/** What paints. */
export interface Engine extends EngineParts {
  /** Orders to pictures. Errors: `engine/badSize`, `engine/unknownSampler`, `engine/unknownSchedule` and those of the parts. */
  paint(order: PaintOrder, signal?: AbortSignal): AsyncGenerator<PaintEvent, void>;
  /** Forgets every session. */
  unload(): Promise<void>;
  stats(): Promise<EngineStats>;
  /** What the engine's process can do at best in a float32 matrix product, flop/s. Takes about a second. */
  measurePeak(): Promise<number>;
  close(): Promise<void>;
}
