import { type GenerationRequest, pixelsPerLatentCell } from "@danfang/domain";

const whole = (pixels: number) => Math.max(1, Math.floor(pixels / pixelsPerLatentCell)) * pixelsPerLatentCell;

/** The size of a tile: the order's, else the picture's in whole latent cells. Pixels. */
export const cellsOf = (
  { width, height }: GenerationRequest,
  picture: { readonly width: number; readonly height: number },
) => ({ width: width ?? whole(picture.width), height: height ?? whole(picture.height) });
