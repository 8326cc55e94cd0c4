import {
  type GenerationEvent,
  type GenerationRequest,
  type Growth,
  growthOf,
  type PaintedImage,
  type PassesOf,
  type RgbImage,
} from "@danfang/domain";
import { crop, fillWithMatchedNoise, type OutpaintStep, outpaintSide, paste, type Side } from "@danfang/engine";
import { drawnMask, givenMask, passOrder } from "./pass-order.ts";
import type { FinishedPicture, Passing } from "./passing.ts";

const sides: readonly Side[] = ["left", "right", "up", "down"];

/**
 * "Outpainting mk2": one side after the other is painted from noise that has the picture's spectrum and colours, by a
 * window of at most the order's size.
 *
 * Source: AUTOMATIC1111 v1.10.1 `outpainting_mk_2.py`; but every picture has a seed of its own, where the WebUI's batches
 * repeat the first one's.
 */
export async function* outpaintSides(
  { teller, signal }: Passing,
  request: GenerationRequest,
  picture: RgbImage,
  passes: PassesOf<"outpaint">,
): AsyncGenerator<GenerationEvent | FinishedPicture> {
  const growth = growthOf(picture, passes);
  const growing = sides.filter((side) => growth[side] > 0);
  const { batchSize, batchCount } = request;
  for (let batch = 0; batch < batchCount; batch++) {
    teller.begin(batch, growing.length);
    let pictures: readonly RgbImage[] = Array.from({ length: batchSize }, () => picture);
    let first: readonly PaintedImage[] | undefined;
    for (const side of growing) {
      const limit = limitOf(request, picture);
      const steps = pictures.map((one) =>
        outpaintSide(one, side, { pixels: growth[side], maskBlur: passes.maskBlur, limit }),
      );
      const canvases: RgbImage[] = [];
      for (const { canvas, wholeMask } of steps)
        canvases.push(await fillWithMatchedNoise(canvas, wholeMask, passes, signal));
      const order = orderOf(request, batch * batchSize, { step: steps[0]!, growth, maskBlur: passes.maskBlur });
      const [image, ...others] = canvases.map((canvas) => crop(canvas, steps[0]!.window));
      const mask = { image: drawnMask(steps[0]!.mask), latent: drawnMask(steps[0]!.latentMask) };
      const painted = yield* teller.paint(order, { image: image!, others, mask });
      first ??= painted;
      pictures = painted.map(({ pixels }, i) => putBack(canvases[i]!, pixels, steps[i]!));
    }
    for (const [i, pixels] of pictures.entries()) yield { index: batch * batchSize + i, pixels, like: first![i]! };
  }
}

/** The canvas is a multiple of 64, and the window no larger than that. */
const limitOf = ({ width, height }: GenerationRequest, picture: RgbImage) => ({
  width: width ?? Math.ceil(picture.width / 64) * 64,
  height: height ?? Math.ceil(picture.height / 64) * 64,
});

function orderOf(
  request: GenerationRequest,
  k: number,
  { step, growth, maskBlur }: { readonly step: OutpaintStep; readonly growth: Growth; readonly maskBlur: number },
): GenerationRequest {
  const { window } = step;
  const blur = (grows: boolean) => (grows ? maskBlur * 4 : 0);
  const mask = {
    ...givenMask,
    content: "original" as const,
    blur: blur(growth.left + growth.right > 0),
    blurY: blur(growth.up + growth.down > 0),
  };
  return {
    ...passOrder(request, k, { mask }),
    width: window.right - window.left,
    height: window.bottom - window.top,
  };
}

const putBack = (canvas: RgbImage, painted: RgbImage, { window, result }: OutpaintStep): RgbImage =>
  crop(paste(canvas, painted, window.left, window.top), {
    left: 0,
    top: 0,
    right: result.width,
    bottom: result.height,
  });
