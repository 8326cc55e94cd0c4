import type { Bytes, RgbImage, Seconds, Sigma, Tensor } from "@danfang/domain";
import type { Rng } from "../noise/index.ts";
import type { BackendName } from "../runtime/runtime.ts";

/** Which files make the model: paths, with links resolved by whoever reads them. */
export interface ModelFiles {
  readonly checkpoint: string;
  /** A VAE in a file of its own; absent: the one inside the checkpoint. */
  readonly vae?: string | undefined;
}

export interface LoadedModel {
  readonly nativeSize: number;
  readonly backend: BackendName;
  readonly threads: number;
}

/** A prompt as the text encoder takes it: chunks of 77 tokens with the emphasis of each. */
export interface TokenChunks {
  readonly chunks: readonly { readonly tokens: readonly number[]; readonly weights: readonly number[] }[];
}

/** Everything that one run of the sampler needs. The text is encoded already. */
export interface DenoiseOrder {
  /** [1, S, C]. */
  readonly cond: Tensor;
  /** [1, S′, C]. */
  readonly uncond: Tensor;
  readonly sampler: string;
  readonly schedule: string;
  readonly steps: number;
  readonly cfgScale: number;
  /** One per image of the batch. */
  readonly seeds: readonly number[];
  readonly rng: Rng;
  readonly etaNoiseSeedDelta: number;
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

/**
 * What paints: one model at a time in use, several kept loaded. Every call may throw `engine/outOfMemory`,
 * `engine/crashed`, `engine/loadFailed`, `engine/runFailed` and `engine/cancelled`.
 */
export interface Engine {
  /**
   * Reads the checkpoint and loads what the first step needs, unless it still is; the decoder follows when there is
   * something to decode. Errors: `formats/…`, `weights/…`, `engine/noVae`.
   */
  load(files: ModelFiles, signal?: AbortSignal): Promise<LoadedModel>;
  /** Prompts → [1, 77·chunks, C] each, emphasis applied. */
  encode(files: ModelFiles, prompts: readonly TokenChunks[], clipSkip: number): Promise<Tensor[]>;
  /**
   * Runs the sampler; the value at the end is the final latent, [N, 4, h, w], not divided by the scale factor.
   * Stops between model calls when `signal` aborts. Errors: `engine/notANumber`, `engine/unknownSampler`, ….
   */
  denoise(files: ModelFiles, order: DenoiseOrder, signal?: AbortSignal): AsyncGenerator<DenoiseProgress, Tensor>;
  /** Latents → pictures, one by one. Errors: `engine/noVae`, `engine/notANumber`. */
  decode(files: ModelFiles, latent: Tensor, signal?: AbortSignal): Promise<RgbImage[]>;
  /** Forgets every session. */
  unload(): Promise<void>;
  stats(): Promise<EngineStats>;
  /** What the engine's process can do at best in a float32 matrix product, flop/s. Takes about a second. */
  measurePeak(): Promise<number>;
  close(): Promise<void>;
}
