import type { RgbImage } from "@danfang/domain";
import { printSmallPng } from "./print-png.ts";

/** A small picture as `data:image/png;base64,…`. */
export const pngDataUrl = (image: RgbImage): string =>
  `data:image/png;base64,${printSmallPng(image).toString("base64")}`;
