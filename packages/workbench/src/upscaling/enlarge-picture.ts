import { basename } from "node:path";
import type { RgbImage, UpscaleRequest } from "@danfang/domain";
import { type Engine, paste, resize, type UpscaleOrder } from "@danfang/engine";
import { workbenchErrors } from "../errors.ts";
import type { Names } from "../names/names.ts";
import { findPictureUpscaler } from "../resolve/find-upscaler.ts";

export interface EnlargeContext {
  readonly engine: Pick<Engine, "upscale">;
  readonly names: Pick<Names, "shelf">;
}

/** What results may not exceed: beyond it other programs hardly open them. */
const mostSide = 16384;
const mostMegapixels = 100;

/** A larger picture, and what its infotext says of how it became so. */
export interface Enlarged {
  readonly pixels: RgbImage;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A picture made larger; with `None` it stays as it is.
 *
 * Errors: `workbench/tooLarge`, `library/notFound`, `weights/notAnUpscaler`, those of the engine. Source: AUTOMATIC1111
 * v1.10.1 `postprocessing_upscale.py`.
 */
export async function enlargePicture(
  image: RgbImage,
  { upscaler, scale, width, height, crop, second }: UpscaleRequest,
  context: EnlargeContext,
  signal?: AbortSignal,
): Promise<Enlarged> {
  if (isNone(upscaler)) return { pixels: image, fields: {} };
  const size = width !== undefined && height !== undefined ? { width, height } : undefined;
  const factor = size
    ? Math.max(size.width / image.width, size.height / image.height)
    : width !== undefined
      ? width / image.width
      : height !== undefined
        ? height / image.height
        : scale;
  checkEnlarged({ width: image.width * factor, height: image.height * factor });
  const by = async (name: string) => {
    const found = await findPictureUpscaler(name, context.names);
    const picture = await context.engine.upscale({ upscaler: found, image, to: { scale: factor } }, signal);
    return { picture: size && crop ? centred(picture, size) : picture, name: upscalerName(found) };
  };
  const first = await by(upscaler);
  const other = second && second.visibility > 0 && !isNone(second.upscaler) ? await by(second.upscaler) : undefined;
  return {
    pixels: second && other ? mixed(first.picture, other.picture, second.visibility) : first.picture,
    fields: {
      ...(size
        ? { "Postprocess upscale to": `${size.width}x${size.height}` }
        : { "Postprocess upscale by": String(factor) }),
      ...(size && crop ? { "Postprocess crop to": `${size.width}x${size.height}` } : {}),
      "Postprocess upscaler": first.name,
      ...(other ? { "Postprocess upscaler 2": other.name } : {}),
    },
  };
}

export const isNone = (name: string) => name.trim().toLowerCase() === "none";

export const upscalerName = (found: UpscaleOrder["upscaler"]): string =>
  found.kind === "model" ? basename(found.file).replace(/\.[^.]+$/, "") : found.name;

type Size = Pick<RgbImage, "width" | "height">;

/** Errors: `workbench/tooLarge`. */
export function checkEnlarged({ width, height }: Size, megapixels = mostMegapixels): void {
  if (Math.max(width, height) <= mostSide && width * height <= megapixels * 1e6) return;
  const rounded = { width: Math.round(width), height: Math.round(height) };
  throw workbenchErrors.tooLarge({ ...rounded, mostSide, mostMegapixels: megapixels });
}

/** The middle of a picture, at exactly this size; black where it does not reach. */
function centred(picture: RgbImage, { width, height }: Size): RgbImage {
  const empty = { width, height, data: new Uint8Array(width * height * 3) };
  const x = Math.floor(width / 2) - Math.floor(picture.width / 2);
  const y = Math.floor(height / 2) - Math.floor(picture.height / 2);
  return paste(empty, picture, x, y);
}

/** Source: Pillow `Image.blend`, which cuts decimals off. */
function mixed(first: RgbImage, other: RgbImage, share: number): RgbImage {
  const { width, height } = first;
  const second = other.width === width && other.height === height ? other : resize(other, { width, height }, "lanczos");
  const data = first.data.map((level, i) => Math.trunc(level + share * (second.data[i]! - level)));
  return { width, height, data };
}
