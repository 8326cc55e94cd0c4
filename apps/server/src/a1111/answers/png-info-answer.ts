import type { PictureTexts } from "../../reading/picture-texts.ts";

/** Text chunks that say nothing of how a picture was made. Source: AUTOMATIC1111 v1.10.1 `images.IGNORED_INFO_KEYS`. */
const ignored = new Set([
  "jfif",
  "jfif_version",
  "jfif_unit",
  "jfif_density",
  "dpi",
  "exif",
  "loop",
  "background",
  "timestamp",
  "duration",
  "progressive",
  "progression",
  "icc_profile",
  "chromaticity",
  "photoshop",
  "parameters",
]);

/** What `png-info` answers of what a picture has in words. */
export const pngInfoOf = (texts: PictureTexts) => ({
  info: texts.infotext ?? "",
  items: itemsOf(texts),
  parameters: parametersOf(texts),
});

function itemsOf({ chunks, infotext }: PictureTexts): Record<string, string> {
  if (chunks === undefined) return infotext === undefined ? {} : { "exif comment": infotext };
  return Object.fromEntries([...chunks].filter(([key]) => !ignored.has(key.toLowerCase())));
}

const asText = (value: string | number | boolean) => (typeof value === "number" ? String(value) : value);

/** What AUTOMATIC1111 fills in where a text is silent. Source: v1.10.1 `parse_generation_parameters`. */
const silent: Readonly<Record<string, string | number | boolean>> = {
  "Clip skip": "1",
  "Hires resize-1": 0,
  "Hires resize-2": 0,
  "Hires sampler": "Use same sampler",
  "Hires schedule type": "Use same scheduler",
  "Hires checkpoint": "Use same checkpoint",
  "Hires prompt": "",
  "Hires negative prompt": "",
  "Mask mode": "Inpaint masked",
  "Masked content": "original",
  "Inpaint area": "Whole picture",
  "Masked area padding": 32,
  RNG: "GPU",
  "Schedule type": "Automatic",
  "Schedule max sigma": 0,
  "Schedule min sigma": 0,
  "Schedule rho": 0,
  "VAE Encoder": "Full",
  "VAE Decoder": "Full",
  "FP8 weight": "Disable",
  "Refiner switch by sampling steps": false,
};

/** An infotext as AUTOMATIC1111's own dictionary, defaults of missing keys included. */
function parametersOf({ fields, isWeighted }: PictureTexts): Record<string, string | number | boolean> {
  if (fields === undefined) return {};
  const told = Object.fromEntries([...fields.settings].map(([key, value]) => [key, asText(value)]));
  return {
    Prompt: fields.prompt,
    "Negative prompt": fields.negativePrompt,
    ...silent,
    ...(isWeighted ? { Emphasis: "Original" } : {}),
    ...(told["FP8 weight"] && told["FP8 weight"] !== "Disable" ? { "Cache FP16 weight for LoRA": false } : {}),
    ...told,
  };
}
