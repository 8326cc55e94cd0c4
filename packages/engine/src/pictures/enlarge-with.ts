import type { RgbImage } from "@danfang/domain";
import type { Upscaler } from "@danfang/weights";
import { crop, type Enlarge, enlargeInTiles, upscaleTile } from "../imaging/index.ts";
import { float32, type Session } from "../runtime/runtime.ts";

type Sizes = Pick<Upscaler, "scale" | "multiple">;

/** The last index is mirrored back, without being repeated, where a side is filled up. */
const reflected = (i: number, length: number) => (i < length ? i : Math.max(0, 2 * (length - 1) - i));

/** A picture as one session of `buildUpscaler` takes it: blue, green, red, as the WebUI feeds them. */
function toPlanes({ width, height, data }: RgbImage, multiple: number) {
  const full = { width: Math.ceil(width / multiple) * multiple, height: Math.ceil(height / multiple) * multiple };
  const planes = new Float32Array(3 * full.width * full.height);
  let to = 0;
  for (const k of [2, 1, 0])
    for (let y = 0; y < full.height; y++)
      for (let x = 0; x < full.width; x++)
        planes[to++] = data[(reflected(y, height) * width + reflected(x, width)) * 3 + k]! / 255;
  return { ...full, planes };
}

/** A larger picture before it is rounded: [H, W, 3] in about 0 … 1. */
interface Floats {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

async function runOn(session: Session, { scale, multiple }: Sizes, picture: RgbImage): Promise<Floats> {
  const full = toPlanes(picture, multiple);
  const image = float32([1, 3, full.height, full.width], full.planes);
  const { larger } = await session.run({ image }, ["larger"]);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const data = new Float32Array(width * height * 3);
  const plane = full.width * full.height * scale ** 2;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let k = 0; k < 3; k++)
        data[(y * width + x) * 3 + k] = larger![(2 - k) * plane + y * full.width * scale + x]!;
  return { width, height, data };
}

const toBytes = ({ width, height, data }: Floats): RgbImage => ({
  width,
  height,
  data: Uint8Array.from(data, (value) => Math.round(255 * Math.max(0, Math.min(1, value)))),
});

/**
 * Enlarges whole pictures through a loaded session; give it tiles (`enlargeInTiles`) of large ones.
 *
 * Errors: those of `Session.run`. Source: AUTOMATIC1111 `upscaler_utils.upscale_pil_patch`.
 */
export const enlargeWith =
  (session: Session, sizes: Sizes): Enlarge =>
  async (picture) =>
    toBytes(await runOn(session, sizes, picture));

/** Where tiles of `tile` begin on a side: at equal steps, the last one at the end. */
function starts(length: number, tile: number, step: number): number[] {
  const before = Array.from({ length: Math.ceil((length - tile) / step) }, (_, i) => i * step);
  return [...before, length - tile];
}

/**
 * Enlarges tile by tile; where tiles overlap, their mean counts. `between` is called before each.
 *
 * Errors: those of `Session.run`. Source: AUTOMATIC1111 `upscaler_utils.tiled_upscale_2`, which SwinIR goes through.
 */
export const enlargeInEvenTiles =
  (session: Session, sizes: Sizes, between: () => Promise<void>, { size, overlap } = upscaleTile): Enlarge =>
  async (picture) => {
    const { scale } = sizes;
    const tile = Math.min(size, picture.width, picture.height);
    const step = Math.max(1, tile - overlap);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const sum = new Float32Array(width * height * 3);
    const times = new Uint16Array(width * height);
    for (const top of starts(picture.height, tile, step))
      for (const left of starts(picture.width, tile, step)) {
        await between();
        const box = { left, top, right: left + tile, bottom: top + tile };
        const part = await runOn(session, sizes, crop(picture, box));
        for (let y = 0; y < part.height; y++)
          for (let x = 0; x < part.width; x++) {
            const at = (top * scale + y) * width + left * scale + x;
            times[at]! += 1;
            for (let k = 0; k < 3; k++) sum[at * 3 + k]! += part.data[(y * part.width + x) * 3 + k]!;
          }
      }
    for (let i = 0; i < sum.length; i++) sum[i]! /= times[Math.floor(i / 3)]!;
    return toBytes({ width, height, data: sum });
  };

/** Enlarges pictures of any size in the tiles that the WebUI takes for this kind of network. `between` as above. */
export function enlargeTiled(session: Session, upscaler: Upscaler, between: () => Promise<void>): Enlarge {
  if (upscaler.network.kind === "swinir") return enlargeInEvenTiles(session, upscaler, between);
  const enlarge = enlargeWith(session, upscaler);
  const tileByTile: Enlarge = async (tile) => {
    await between();
    return enlarge(tile);
  };
  return (picture) => enlargeInTiles(picture, tileByTile);
}
