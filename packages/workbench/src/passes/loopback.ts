import type { GenerationEvent, GenerationRequest, PassesOf, RgbImage } from "@danfang/domain";
import { resize } from "@danfang/engine";
import type { GivenPictures } from "../pictures/given-pictures.ts";
import { passOrder } from "./pass-order.ts";
import type { FinishedPicture, Passing } from "./passing.ts";

/** How far from the first strength to the last, 0 … 1, after this share of the loops. Source: the same. */
const curves = {
  aggressive: (progress: number) => Math.sin(progress * Math.PI * 0.5),
  linear: (progress: number) => progress,
  lazy: (progress: number) => 1 - Math.cos(progress * Math.PI * 0.5),
} as const;

/** The strength of loop i, from 0. */
function loopStrength(
  i: number,
  first: number,
  { loops, finalDenoisingStrength, curve }: PassesOf<"loopback">,
): number {
  if (i === 0 || loops === 1) return first;
  const change = (finalDenoisingStrength - first) * curves[curve](i / (loops - 1));
  return Math.min(1, Math.max(0, first + change));
}

/** A result may have another size than the picture that the mask was drawn on. */
function maskFor(mask: GivenPictures["mask"], { width, height }: RgbImage): GivenPictures["mask"] {
  if (!mask || (mask.image.width === width && mask.image.height === height)) return mask;
  return { ...mask, image: resize(mask.image, { width, height }, "lanczos") };
}

/**
 * "Loopback": each result is the next one's start, with the next seed. Colours are corrected to those of the very first.
 *
 * Source: AUTOMATIC1111 v1.10.1 `loopback.py`.
 */
export async function* loopback(
  { teller }: Passing,
  request: GenerationRequest,
  given: GivenPictures,
  passes: PassesOf<"loopback">,
): AsyncGenerator<GenerationEvent | FinishedPicture> {
  const { loops, finalDenoisingStrength, curve } = passes;
  const { batchCount } = request;
  const { denoisingStrength, mask } = request.init!;
  const extra = {
    "Final denoising strength": String(finalDenoisingStrength),
    "Denoising curve": `${curve.charAt(0).toUpperCase()}${curve.slice(1)}`,
  };
  for (let batch = 0; batch < batchCount; batch++) {
    teller.begin(batch, loops);
    let image: RgbImage = given.image;
    for (let i = 0; i < loops; i++) {
      const order = passOrder(request, batch * loops + i, {
        denoisingStrength: loopStrength(i, denoisingStrength, passes),
        ...(mask ? { mask: i === 0 ? mask : { ...mask, content: "original" } } : {}),
      });
      const start = { ...given, image, colorsOf: given.image, mask: maskFor(given.mask, image) };
      const [painted] = yield* teller.paint({ ...order, batchSize: 1 }, start);
      image = painted!.pixels;
      if (batchCount === 1) yield { index: i, pixels: image, like: painted!, extra };
      else if (i === loops - 1) yield { index: batch, pixels: image, like: painted!, extra };
    }
  }
}
