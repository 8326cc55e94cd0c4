import { readFile, stat } from "node:fs/promises";
import { type RgbaImage, type RgbImage, reasonOf } from "@danfang/domain";
import sharp from "sharp";
import { workbenchErrors } from "../errors.ts";

/** Pixels on a side, as in orders. */
const largestSide = 16384;
/** Of a file; no picture of that many pixels is larger. */
const mostBytes = 2 ** 30;
/** What shines through a transparent picture. Source: AUTOMATIC1111 `img2img_background_color`. */
const background = "#ffffff";

const open = (picture: string | Uint8Array) =>
  sharp(picture, { limitInputPixels: largestSide ** 2 / 2, failOn: "error" }).rotate();

/** A picture's file as it is, bounded. Errors: `workbench/badPicture`. */
export async function readPictureFile(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > mostBytes) throw new Error(`it has ${size} bytes`);
    return await readFile(file);
  } catch (error) {
    throw badPicture(file, error);
  }
}

async function read(picture: string | Uint8Array, channels: 3 | 4) {
  try {
    const image = open(picture).toColourspace("srgb");
    const ready = channels === 3 ? image.flatten({ background }).removeAlpha() : image.ensureAlpha();
    const { data, info } = await ready.raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
  } catch (error) {
    throw badPicture(typeof picture === "string" ? picture : "What was handed in", error);
  }
}

const badPicture = (file: string, error: unknown) =>
  workbenchErrors.badPicture({ file, reason: reasonOf(error) }, error);

/**
 * A picture, by its file or whole, as the engine starts from it: turned as its camera says, transparency on white.
 * Errors: `workbench/badPicture`.
 */
export const readPicture = (picture: string | Uint8Array): Promise<RgbImage> => read(picture, 3);

/** A mask, with its alpha. Errors: `workbench/badPicture`. */
export const readMaskPicture = async (file: string): Promise<RgbaImage> => ({ ...(await read(file, 4)), channels: 4 });
