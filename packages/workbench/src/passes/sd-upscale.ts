import type { GenerationEvent, GenerationRequest, PaintedImage, PassesOf, RgbImage } from "@danfang/domain";
import { crop, joinTiles, planTiles, tileBox } from "@danfang/engine";
import { passOrder } from "./pass-order.ts";
import type { FinishedPicture, Passing } from "./passing.ts";
import { cellsOf } from "./tile-size.ts";

/**
 * "SD upscale": the picture is made larger by an upscaler and painted over in tiles of the order's size, which melt into
 * one another where they overlap. Batches of tiles have seeds one after the other.
 *
 * Errors: those of `enlarge`. Source: AUTOMATIC1111 v1.10.1 `sd_upscale.py`.
 */
export async function* sdUpscale(
  { teller, enlarge }: Passing,
  request: GenerationRequest,
  picture: RgbImage,
  { upscaler, scale, overlap, tilesAtOnce }: PassesOf<"upscale">,
): AsyncGenerator<GenerationEvent | FinishedPicture> {
  const enlarged = await enlarge(picture, { upscaler, scale });
  const larger = enlarged.picture;
  const size = cellsOf(request, picture);
  const shared = Math.min(overlap, size.width - 8, size.height - 8);
  const grid = planTiles(larger, size, Math.max(0, shared));
  const boxes = grid.rows.flatMap(({ top, lefts }) => lefts.map((left) => tileBox(grid, left, top)));
  const extra = { "SD upscale overlap": String(overlap), "SD upscale upscaler": enlarged.name };
  const count = request.batchSize * request.batchCount;
  for (let k = 0; k < count; k++) {
    const batches = Math.ceil(boxes.length / tilesAtOnce);
    teller.begin(k, batches);
    const painted: PaintedImage[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const [image, ...others] = boxes
        .slice(batch * tilesAtOnce, (batch + 1) * tilesAtOnce)
        .map((box) => crop(larger, box));
      const order = { ...passOrder(request, k + batch), ...size, batchSize: others.length + 1 };
      painted.push(...(yield* teller.paint(order, { image: image!, others })));
    }
    const tiles = painted.map(({ pixels }) => pixels);
    yield { index: k, pixels: joinTiles(grid, tiles), like: painted[0]!, extra };
  }
}
