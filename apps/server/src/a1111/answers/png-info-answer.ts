import { readImageText, readPngTexts, sniffBytes } from "@danfang/formats";
import { parseEmphasis } from "@danfang/prompt";
import { type InfotextFields, parseInfotextFields } from "@danfang/recipes";

/** Text chunks that say nothing of how a picture was made. Source: AUTOMATIC1111 v1.10.1 `images.IGNORED_INFO_KEYS`. */
const ignored = new Set([
  ...["jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "exif", "loop", "background", "timestamp"],
  ...["duration", "progressive", "progression", "icc_profile", "chromaticity", "photoshop", "parameters"],
]);

/** What `png-info` answers of a picture's bytes. Errors: those of pictures that are none. */
export function pngInfoOf(bytes: Uint8Array) {
  const info = readImageText(bytes);
  const parameters = info === undefined ? {} : parametersOf(parseInfotextFields(info).value);
  return { info: info ?? "", items: itemsOf(bytes, info), parameters };
}

function itemsOf(bytes: Uint8Array, info: string | undefined): Record<string, string> {
  if (sniffBytes(bytes) !== "png") return info === undefined ? {} : { "exif comment": info };
  const { texts } = readPngTexts(bytes, "image");
  return Object.fromEntries([...texts].filter(([key]) => !ignored.has(key.toLowerCase())));
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
export function parametersOf({
  prompt,
  negativePrompt,
  settings,
}: InfotextFields): Record<string, string | number | boolean> {
  const told = Object.fromEntries([...settings].map(([key, value]) => [key, asText(value)]));
  const isWeighted = [prompt, negativePrompt].some((text) =>
    parseEmphasis(text).some(([part, weight]) => weight !== 1 && !(part === "BREAK" && weight === -1)),
  );
  return {
    Prompt: prompt,
    "Negative prompt": negativePrompt,
    ...silent,
    ...(isWeighted ? { Emphasis: "Original" } : {}),
    ...(told["FP8 weight"] && told["FP8 weight"] !== "Disable" ? { "Cache FP16 weight for LoRA": false } : {}),
    ...told,
  };
}
