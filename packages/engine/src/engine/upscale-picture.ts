import type { RgbImage } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { type Enlarge, type Filter, resize, upscaleBy } from "../imaging/index.ts";
import type { UpscaleOrder } from "./engine.ts";

/** Upscalers that are no models, by the WebUI's names. */
export const builtInUpscalers: Readonly<Record<string, Filter>> = {
  None: "lanczos",
  Lanczos: "lanczos",
  Nearest: "nearest",
};

/**
 * A larger picture. `enlargeBy` opens a model's file. Errors: `engine/unknownUpscaler`, those of the model.
 *
 * Source: AUTOMATIC1111 `upscaler.py`: models as often as needed, then Lanczos to the size.
 */
export async function upscalePicture(
  { upscaler, image, to }: UpscaleOrder,
  enlargeBy: (file: string) => Promise<Enlarge>,
): Promise<RgbImage> {
  const scale = "scale" in to ? to.scale : Math.max(to.width / image.width, to.height / image.height);
  const size =
    "scale" in to
      ? { width: Math.floor(image.width * scale), height: Math.floor(image.height * scale) }
      : { width: to.width, height: to.height };
  if (upscaler.kind === "builtIn") {
    const filter = builtInUpscalers[upscaler.name];
    if (!filter) throw engineErrors.unknownUpscaler({ name: upscaler.name, known: Object.keys(builtInUpscalers) });
    return resize(image, size, filter);
  }
  const larger = await upscaleBy(image, scale, await enlargeBy(upscaler.file));
  const isExact = "scale" in to || (larger.width === size.width && larger.height === size.height);
  return isExact ? larger : resize(larger, size, "lanczos");
}
