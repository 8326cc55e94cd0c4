import type { Bytes, Tensor } from "@danfang/domain";
import type { TensorScope } from "@danfang/weights";
import { vaeDecoderSteps, vaeEncoderSteps } from "../graph/vae-stages.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { runSteps, type TilingOptions } from "./run-steps.ts";

function firstOf({ shape, data }: Tensor) {
  const [, channels = 0, height = 0, width = 0] = shape;
  return { channels, height, width, data: data.slice(0, channels * height * width) };
}

/**
 * Latent to picture in pieces, for sizes whose whole would not fit into memory. [1, 4, h, w], already divided by the
 * scale factor → [1, 3, 8h, 8w]. Opens and closes sessions of its own.
 *
 * The same as `buildVaeDecoder` in one piece to float32 rounding, without seams. Errors: those of `Runtime`, and what
 * `beforeTile` throws.
 */
export async function decodeInTiles(runtime: Runtime, vae: TensorScope, latent: Tensor, options?: TilingOptions) {
  const { channels, height, width, data } = await runSteps(runtime, vaeDecoderSteps(vae), firstOf(latent), options);
  return { shape: [1, channels, height, width], data } satisfies Tensor;
}

/** Picture to moments in pieces, as {@link decodeInTiles}. [1, 3, H, W] in −1 … 1 → [1, 8, H/8, W/8]. */
export async function encodeInTiles(runtime: Runtime, vae: TensorScope, image: Tensor, options?: TilingOptions) {
  const { channels, height, width, data } = await runSteps(runtime, vaeEncoderSteps(vae), firstOf(image), options);
  return { shape: [1, channels, height, width], data } satisfies Tensor;
}

/**
 * What decoding (or encoding) a picture of this size in one piece takes beyond the weights, at most. Measured on
 * onnxruntime's CPU provider, which held eight maps of the narrowest level.
 */
export function wholeVaeBytes(
  vae: TensorScope,
  { width, height }: { readonly width: number; readonly height: number },
): Bytes {
  const channels = vae.has("decoder.norm_out") ? (vae.tensor("decoder.norm_out.weight").shape[0] ?? 128) : 128;
  return mapsInWhole * 4 * channels * width * height;
}

/** Peak of activations over one feature map at full size and the narrowest width. */
const mapsInWhole = 8;
