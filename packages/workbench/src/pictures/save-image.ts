import { mkdir } from "node:fs/promises";
import { dirname, extname } from "node:path";
import { ownValue, type PaintedImage, type RgbImage, type Tensor } from "@danfang/domain";
import { type ImageFormat, printSafetensors, writeBytes, writeImageText } from "@danfang/formats";
import sharp from "sharp";
import { workbenchErrors } from "../errors.ts";
import { printPng } from "../png/print-png.ts";

const formats: Readonly<Record<string, ImageFormat>> = {
  ".png": "png",
  ".jpg": "jpeg",
  ".jpeg": "jpeg",
  ".webp": "webp",
};

/** JPEG and WebP quality, percent. Source: AUTOMATIC1111 `jpeg_quality`. */
const quality = 80;

async function encode(image: RgbImage, format: ImageFormat): Promise<Uint8Array> {
  const { data, width, height } = image;
  const raw = { raw: { width, height, channels: 3 } } as const;
  switch (format) {
    case "png":
      return printPng(image);
    case "jpeg":
      return sharp(data, raw).jpeg({ quality, chromaSubsampling: "4:4:4" }).toBuffer();
    case "webp":
      return sharp(data, raw).webp({ quality }).toBuffer();
  }
}

/** What of a picture goes into its file. */
export type SavedImage = Pick<PaintedImage, "pixels" | "infotext">;

/**
 * A picture's file: its infotext (unless empty) where AUTOMATIC1111 puts it. Errors: `formats/textTooLong`.
 */
export async function printImage(
  { pixels, infotext }: SavedImage,
  format: ImageFormat,
  path?: string,
): Promise<Uint8Array> {
  const bytes = await encode(pixels, format);
  return infotext === "" ? bytes : writeImageText(bytes, format, infotext, path);
}

/**
 * Writes a picture as {@link printImage} prints it; the suffix chooses PNG, JPEG or WebP. The file appears whole or not
 * at all.
 *
 * Errors: `workbench/badSuffix`, `formats/unwritable`, `formats/textTooLong`.
 */
export async function saveImage(image: SavedImage, { path }: { path: string }): Promise<string> {
  const format = ownValue(formats, extname(path).toLowerCase());
  if (!format) throw workbenchErrors.badSuffix({ file: path, known: Object.keys(formats) });
  await write(path, await printImage(image, format, path));
  return path;
}

/** Writes final latents, [1, 4, h, w] each, as one float32 tensor `latent` [N, 4, h, w]. Errors: `formats/unwritable`. */
export async function saveLatent(latents: readonly Tensor[], path: string): Promise<void> {
  const [first] = latents;
  const data = new Float32Array(latents.reduce((sum, latent) => sum + latent.data.length, 0));
  let offset = 0;
  for (const latent of latents) {
    data.set(latent.data, offset);
    offset += latent.data.length;
  }
  const shape = [latents.length, ...(first?.shape.slice(1) ?? [])];
  const tensor = { name: "latent", dtype: "F32", shape, data: new Uint8Array(data.buffer) } as const;
  await write(path, printSafetensors([tensor]));
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch(() => undefined); // writing says why, with the file's name
  await writeBytes(path, bytes);
}
