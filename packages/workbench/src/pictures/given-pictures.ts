import type { InitRequest, RgbaImage, RgbImage } from "@danfang/domain";
import type { Names } from "../names/names.ts";
import { readMaskPicture, readPicture } from "./read-picture.ts";

/** What a pass starts from, in place of the files that its order names. */
export interface GivenPictures {
  readonly image: RgbImage;
  /** For the second, third … picture of the batch. */
  readonly others?: readonly RgbImage[];
  /** Whose colours the result is given, where the order corrects them. */
  readonly colorsOf?: RgbImage;
  readonly mask?: { readonly image: RgbaImage; readonly latent?: RgbaImage | undefined } | undefined;
}

/** The pictures that an order names. Errors: `inputs/notFound`, `workbench/badPicture`. */
export async function readPictures(
  { image, others, mask }: InitRequest,
  names: Pick<Names, "picture">,
): Promise<GivenPictures> {
  const read = async (name: string) => readPicture(await names.picture(name));
  const readMask = async (name: string) => readMaskPicture(await names.picture(name));
  return {
    image: await read(image),
    ...(others?.length ? { others: await Promise.all(others.map(read)) } : {}),
    mask: mask && {
      image: await readMask(mask.image),
      latent: mask.latent === undefined ? undefined : await readMask(mask.latent),
    },
  };
}
