import { pixelsPerLatentCell, type Tensor } from "@danfang/domain";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { LoadedModel, ModelSetup } from "../orders/model-setup.ts";
import type { PaintSize } from "../orders/paint-order.ts";

/** [c₁, h, w] and [c₂, h, w] of one picture as [1, c₁+c₂, h, w]. */
export function channelsOf(first: Float32Array, second: Float32Array, { width, height }: PaintSize): Tensor {
  const data = new Float32Array(first.length + second.length);
  data.set(first);
  data.set(second, first.length);
  return { shape: [1, data.length / (width * height), height, width], data };
}

/**
 * What a UNet sees beside the latent where there is no picture: to an inpainting checkpoint, everything masked; to one
 * that edits, nothing. Undefined for a UNet that sees only latents. `cells` is the latent's size.
 *
 * Source: AUTOMATIC1111 `processing.txt2img_image_conditioning`.
 */
export async function emptyConditioning(
  engine: EngineParts,
  setup: ModelSetup,
  { sees, channels }: LoadedModel,
  cells: PaintSize,
): Promise<Tensor | undefined> {
  if (sees === "nothing") return undefined;
  const area = cells.width * cells.height;
  if (sees === "edit")
    return { shape: [1, channels, cells.height, cells.width], data: new Float32Array(channels * area) };
  const grey = greyPicture({ width: cells.width * pixelsPerLatentCell, height: cells.height * pixelsPerLatentCell });
  const { data } = await engine.encodeImage(setup, grey);
  return channelsOf(new Float32Array(area).fill(1), data, cells);
}

const greyPicture = ({ width, height }: PaintSize): Tensor => ({
  shape: [1, 3, height, width],
  data: new Float32Array(3 * width * height),
});
