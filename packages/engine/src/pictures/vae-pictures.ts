import { type Bytes, pixelsPerLatentCell, type RgbImage, type Tensor } from "@danfang/domain";
import { breathe } from "../breathe.ts";
import { engineErrors } from "../errors.ts";
import type { ModelSessions } from "../models/model-sessions.ts";
import type { OpenModel } from "../models/open-models.ts";
import type { OpenSetups } from "../models/open-setups.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import { float32, type Runtime } from "../runtime/runtime.ts";
import { requireFinite } from "../tensors/require-finite.ts";
import { toRgb } from "../tensors/to-rgb.ts";
import { decodeInTiles, encodeInTiles, wholeVaeBytes } from "../tiling/tiled-vae.ts";

export interface VaeContext {
  readonly runtime: Runtime;
  readonly setups: OpenSetups;
  readonly sessions: ModelSessions;
}

/**
 * A picture whose decoding may take more goes through the VAE in tiles: at SD's width one of more than 1200 pixels on a
 * side. It depends on the size alone, never on what happens to be free, so that a recipe keeps its pixels.
 */
const largestWhole: Bytes = 6e9;

/** Latents → pictures, one by one. [N, C, h, w]. See `EngineParts.decode`. */
export async function decodePictures(
  { setups, sessions, runtime }: VaeContext,
  setup: ModelSetup,
  latent: Tensor,
  signal: AbortSignal | undefined,
): Promise<RgbImage[]> {
  const model = await setups.open(setup);
  const [n = 0, channels = 0, height = 0, width = 0] = latent.shape;
  const size = channels * height * width;
  const images = [];
  for (let i = 0; i < n; i++) {
    await breathe(signal);
    const scaled = latent.data.slice(i * size, (i + 1) * size).map((v) => v / model.checkpoint.scaleFactor);
    const one = { shape: [1, channels, height, width], data: scaled };
    const image = needsTiles(model, { width: width * pixelsPerLatentCell, height: height * pixelsPerLatentCell })
      ? (await decodeInTiles(runtime, model.vae, one, tilingOf(setup, signal))).data
      : (await (await sessions.decoder(model)).run({ latent: float32(one.shape, one.data) }, ["image"])).image!;
    await requireFinite(image, "VAE", { scope: model.vae });
    images.push(toRgb(image, { width, height }));
  }
  return images;
}

/** The mean of what the VAE says a picture is. [1, 3, H, W] → [1, C, h, w]. See `EngineParts.encodeImage`. */
export async function encodePicture(
  { setups, sessions, runtime }: VaeContext,
  setup: ModelSetup,
  image: Tensor,
  { scaled }: { readonly scaled: boolean } = { scaled: true },
): Promise<Tensor> {
  const model = await setups.open(setup);
  const [, , height = 0, width = 0] = image.shape;
  const moments = needsTiles(model, { width, height })
    ? (await encodeInTiles(runtime, model.vae, image, tilingOf(setup, undefined))).data
    : (await (await sessions.encoder(model)).run({ image: float32(image.shape, image.data) }, ["moments"])).moments!;
  await requireFinite(moments, "VAE", { scope: model.vae });
  const channels = model.checkpoint.unet.layout.outChannels;
  const cells = moments.length / (2 * channels);
  const factorOf = scaled ? model.checkpoint.scaleFactor : 1;
  const mean = moments.slice(0, channels * cells).map((value) => value * factorOf);
  return { shape: [1, channels, ...cellsOf({ width, height }, cells)], data: mean };
}

/**
 * Rows and columns of so many cells: a VAE halves a picture a number of times, each time rounded down. Errors:
 * `engine/badSize` for a picture of less than a cell.
 */
function cellsOf({ width, height }: { readonly width: number; readonly height: number }, cells: number) {
  for (let factor = 1; cells > 0 && factor <= Math.min(width, height); factor *= 2) {
    const [rows, columns] = [Math.floor(height / factor), Math.floor(width / factor)];
    if (rows * columns === cells) return [rows, columns];
  }
  throw engineErrors.badSize({ width, height });
}

const needsTiles = ({ vae }: OpenModel, size: { readonly width: number; readonly height: number }): boolean =>
  wholeVaeBytes(vae, size) > largestWhole;

const tilingOf = ({ tiling = false }: ModelSetup, signal: AbortSignal | undefined) => ({
  wraps: tiling,
  beforeTile: () => breathe(signal),
});
