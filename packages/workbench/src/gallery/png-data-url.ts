import type { RgbImage } from "@danfang/domain";
import sharp from "sharp";

/** A small picture as `data:image/png;base64,…`. */
export async function pngDataUrl({ data, width, height }: RgbImage): Promise<string> {
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toBuffer();
  return `data:image/png;base64,${png.toString("base64")}`;
}
