import { pixelsPerLatentCell, type Tensor } from "@danfang/domain";
import type { EngineParts, ModelSetup } from "../engine/engine.ts";
import { engineErrors } from "../errors.ts";
import { interpolate, latentUpscalers, resize } from "../imaging/index.ts";
import { hiresSize } from "./hires-size.ts";
import { batchOf, cutLatent } from "./latents.ts";
import type { HiresOrder, PaintSize } from "./paint-order.ts";
import { planesOf } from "./start-picture.ts";

/**
 * The first pass's latents at the size of the second: interpolated, or decoded, enlarged as pictures and encoded.
 * [N, C, h, w] → [N, C, h′, w′]. Both setups share the latent space, so the first one's VAE serves.
 *
 * Source: AUTOMATIC1111 `StableDiffusionProcessingTxt2Img.sample_hr_pass`.
 */
export async function enlargeLatent(
  engine: EngineParts,
  setup: ModelSetup,
  latent: Tensor,
  size: PaintSize,
  hires: HiresOrder,
  signal: AbortSignal | undefined,
): Promise<Tensor> {
  const { upscaled, cut } = hiresSize(size, hires);
  const { upscaler } = hires;
  if (upscaler.kind === "latent") {
    const how = latentUpscalers[upscaler.name];
    if (!how) throw engineErrors.unknownUpscaler({ name: upscaler.name, known: Object.keys(latentUpscalers) });
    const cells = {
      width: Math.floor(upscaled.width / pixelsPerLatentCell),
      height: Math.floor(upscaled.height / pixelsPerLatentCell),
    };
    return cutLatent(interpolate(latent, cells, how), cut);
  }
  const pictures = await engine.decode(setup, latent, signal);
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
