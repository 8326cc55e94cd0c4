import { ownValue, type RgbImage } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { type Enlarge, type Filter, resize, type Size, upscaleBy } from "../imaging/index.ts";
import type { UpscaleOrder } from "../orders/upscale-order.ts";

/** Upscalers that are no models, by the WebUI's names. */
export const builtInUpscalers: Readonly<Record<string, Filter>> = {
  None: "lanczos",
  Lanczos: "lanczos",
  Nearest: "nearest",
};

/**
 * A larger picture. `enlargeBy` opens a model's file. Errors: `engine/unknownUpscaler`, those of the model.
 *
 * Source: AUTOMATIC1111 `upscaler.py` and `images.resize_image`: to multiples of 8 (models as often as needed), then
 * Lanczos to the size; "None" at once.
 */
export async function upscalePicture(
  { upscaler, image, to }: UpscaleOrder,
  enlargeBy: (file: string) => Promise<Enlarge>,
): Promise<RgbImage> {
  const scale = "scale" in to ? to.scale : Math.max(to.width / image.width, to.height / image.height);
  const size = "scale" in to ? scaledBy(image, scale) : { width: to.width, height: to.height };
  if (upscaler.kind === "builtIn") {
    const filter = ownValue(builtInUpscalers, upscaler.name);
    if (!filter) throw engineErrors.unknownUpscaler({ name: upscaler.name, known: Object.keys(builtInUpscalers) });
    if ("scale" in to || upscaler.name === "None") return resize(image, size, filter);
    const once: Enlarge = async (picture) => resize(picture, scaledBy(picture, scale), filter);
    return resize(await upscaleBy(image, scale, once), size, "lanczos");
  }
  const larger = await upscaleBy(image, scale, await enlargeBy(upscaler.file));
  return "scale" in to ? larger : resize(larger, size, "lanczos");
}

const scaledBy = ({ width, height }: Size, scale: number): Size => ({
  width: Math.floor(width * scale),
  height: Math.floor(height * scale),
});
