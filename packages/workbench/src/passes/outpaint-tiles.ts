import type { GenerationEvent, GenerationRequest, PassesOf, RgbImage } from "@danfang/domain";
import { crop, joinTiles, outpaint, planTiles, tileBox } from "@danfang/engine";
import { drawnMask, givenMask, passOrder } from "./pass-order.ts";
import type { FinishedPicture, Passing } from "./passing.ts";
import { cellsOf } from "./tile-size.ts";

/**
 * "Poor man's outpainting": all sides at once, in tiles of the order's size, each with the next seed; tiles within the old
 * picture are left alone.
 *
 * Source: AUTOMATIC1111 v1.10.1 `poor_mans_outpainting.py`; but what rounding adds to a side that should not grow is cut
 * off again, where the WebUI leaves it black.
 */
export async function* outpaintTiles(
  { teller }: Passing,
  request: GenerationRequest,
  picture: RgbImage,
  { maskBlur, content, ...pixels }: PassesOf<"outpaintTiles">,
): AsyncGenerator<GenerationEvent | FinishedPicture> {
  const { image, mask, latentMask, growth } = outpaint(picture, { pixels, maskBlur });
  const size = cellsOf(request, picture);
  const overlap = Math.min(
    Math.max(pixels.left, pixels.right, pixels.up, pixels.down),
    size.width - 8,
    size.height - 8,
  );
  const grid = planTiles(image, size, overlap);
  const boxes = grid.rows.flatMap(({ top, lefts }) => lefts.map((left) => tileBox(grid, left, top)));
  const isOld = ({ left, top, right, bottom }: (typeof boxes)[number]) =>
    left >= growth.left &&
    right <= image.width - growth.right &&
    top >= growth.up &&
    bottom <= image.height - growth.down;
  const count = request.batchSize * request.batchCount;
  for (let k = 0; k < count; k++) {
    const todo = boxes.filter((box) => !isOld(box));
    teller.begin(k, todo.length);
    const tiles: RgbImage[] = [];
    let first: FinishedPicture["like"] | undefined;
    let next = k;
    for (const box of boxes) {
      if (isOld(box)) {
        tiles.push(crop(image, box));
        continue;
      }
      const blur = maskBlur * 2;
      const order = passOrder(request, next++, { mask: { ...givenMask, content, blur, blurY: blur } });
      const given = { image: drawnMask(crop(mask, box)), latent: drawnMask(crop(latentMask, box)) };
      const [painted] = yield* teller.paint(
        { ...order, ...size, batchSize: 1 },
        { image: crop(image, box), mask: given },
      );
      first ??= painted!;
      tiles.push(painted!.pixels);
    }
    const whole = {
      right: growth.left + picture.width + growth.right,
      bottom: growth.up + picture.height + growth.down,
    };
    yield { index: k, pixels: crop(joinTiles(grid, tiles), { left: 0, top: 0, ...whole }), like: first! };
  }
}
