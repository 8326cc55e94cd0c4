import type { RgbImage } from "@danfang/domain";
import type { RgbaImage } from "@danfang/engine";
import sharp from "sharp";
import { workbenchErrors } from "../errors.ts";

/** Pixels on a side, as in orders. */
const largestSide = 16384;
/** What shines through a transparent picture. Source: AUTOMATIC1111 `img2img_background_color`. */
const background = "#ffffff";

const open = (picture: string | Uint8Array) =>
  sharp(picture, { limitInputPixels: largestSide ** 2 / 2, failOn: "error" }).rotate();

async function read(picture: string | Uint8Array, channels: 3 | 4) {
  try {
    const image = open(picture).toColourspace("srgb");
    const ready = channels === 3 ? image.flatten({ background }).removeAlpha() : image.ensureAlpha();
    const { data, info } = await ready.raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const file = typeof picture === "string" ? picture : "What was handed in";
    throw workbenchErrors.badPicture({ file, reason }, error);
  }
}

/**
 * A picture, by its file or whole, as the engine starts from it: turned as its camera says, transparency on white.
 * Errors: `workbench/badPicture`.
 */
export const readPicture = (picture: string | Uint8Array): Promise<RgbImage> => read(picture, 3);

/** A mask, with its alpha. Errors: `workbench/badPicture`. */
export const readMaskPicture = (file: string): Promise<RgbaImage> => read(file, 4);
