import { ownValue, pixelsPerLatentCell, type RgbImage, type Tensor } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { interpolate, latentUpscalers, resize } from "../imaging/index.ts";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import type { HiresOrder, PaintSize } from "../orders/paint-order.ts";
import { batchOf, cutLatent } from "../tensors/latents.ts";
import { hiresSize } from "./hires-size.ts";
import { planesOf } from "./start-picture.ts";

/** What the first pass left, or a picture in its place, for so many pictures. */
export type FirstPass = { readonly latent: Tensor } | { readonly picture: RgbImage; readonly count: number };

const repeated = ({ picture, count }: { readonly picture: RgbImage; readonly count: number }) =>
  Array.from({ length: count }, () => picture);

async function latentOf(engine: EngineParts, setup: ModelSetup, first: FirstPass): Promise<Tensor> {
  if ("latent" in first) return first.latent;
  const encoded = await engine.encodeImage(setup, planesOf(first.picture));
  return batchOf(Array.from({ length: first.count }, () => encoded));
}

/**
 * The first pass's latents at the size of the second: interpolated, or decoded, enlarged as pictures and encoded.
 * [N, C, h, w] → [N, C, h′, w′]. Both setups share the latent space, so the first one's VAE serves.
 *
 * Source: AUTOMATIC1111 `StableDiffusionProcessingTxt2Img.sample_hr_pass`.
 */
export async function enlargeLatent(
  engine: EngineParts,
  setup: ModelSetup,
  first: FirstPass,
  size: PaintSize,
  hires: HiresOrder,
  signal: AbortSignal | undefined,
): Promise<Tensor> {
  const { upscaled, cut } = hiresSize(size, hires);
  const { upscaler } = hires;
  if (upscaler.kind === "latent") {
    const how = ownValue(latentUpscalers, upscaler.name);
    if (!how) throw engineErrors.unknownUpscaler({ name: upscaler.name, known: Object.keys(latentUpscalers) });
    const cells = {
      width: Math.floor(upscaled.width / pixelsPerLatentCell),
      height: Math.floor(upscaled.height / pixelsPerLatentCell),
    };
    return cutLatent(interpolate(await latentOf(engine, setup, first), cells, how), cut);
  }
  const pictures = "picture" in first ? repeated(first) : await engine.decode(setup, first.latent, signal);
  const larger: Tensor[] = [];
  for (const image of pictures) {
    const grows = upscaled.width > image.width || upscaled.height > image.height;
    const grown = grows
      ? await engine.upscale({ upscaler, image, to: upscaled }, signal)
      : resize(image, upscaled, "lanczos");
    larger.push(await engine.encodeImage(setup, planesOf(grown)));
  }
  return cutLatent(batchOf(larger), cut);
}
