import type { RgbImage, Tensor } from "@danfang/domain";
import type { DenoiseOrder, DenoiseProgress } from "./denoise-order.ts";
import type { Encoded, EncodeOptions, TokenChunks } from "./encode-order.ts";
import type { LoadedModel, ModelSetup } from "./model-setup.ts";
import type { UpscaleOrder } from "./upscale-order.ts";

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
