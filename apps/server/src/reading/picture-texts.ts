import { readImageText, readPngTexts, sniffBytes } from "@danfang/formats";
import { parseEmphasis } from "@danfang/prompt";
import { type InfotextFields, parseInfotextFields, readPictureRecipe } from "@danfang/recipes";

/** What a picture has in words. */
export interface PictureTexts {
  /** As it was written; undefined where none is inside. Of NovelAI's pictures, as AUTOMATIC1111 tells it. */
  readonly infotext: string | undefined;
  readonly fields: InfotextFields | undefined;
  /** Some words of the prompts weigh more or less than others. */
  readonly isWeighted: boolean;
  /** Every text of a PNG, by keyword; undefined for other formats, which have no more than the infotext. */
  readonly chunks: ReadonlyMap<string, string> | undefined;
}

const a1111Formats: ReadonlySet<string> = new Set(["png", "jpeg", "webp"]);

/** Everything that is written inside of a picture. Errors: those of pictures that are none. */
export function readPictureTexts(bytes: Uint8Array): PictureTexts {
  const kind = sniffBytes(bytes);
  const written = a1111Formats.has(kind) ? readImageText(bytes) : undefined;
  const infotext = novelaiInfotext(bytes, written) ?? written;
  const fields = infotext === undefined ? undefined : parseInfotextFields(infotext).value;
  return {
    infotext,
    fields,
    isWeighted: fields !== undefined && [fields.prompt, fields.negativePrompt].some(isWeighted),
    chunks: kind === "png" ? readPngTexts(bytes, "image").texts : undefined,
  };
}

/**
 * NovelAI's keywords, or those hidden in its pixels, as an infotext; of another picture what it carries, if AUTOMATIC1111
 * finds nothing where it looks. Source: v1.10.1 `images.read_info_from_image`.
 */
function novelaiInfotext(bytes: Uint8Array, written: string | undefined): string | undefined {
  const { value, infotext } = written === undefined ? readPictureRecipe(bytes) : { value: {}, infotext: undefined };
  if (value.source?.program !== "NovelAI") return infotext?.trimStart().startsWith("{") ? undefined : infotext;
  const { prompt = "", negativePrompt = "", steps, sampler = "Euler a", cfgScale, seed, width, height } = value;
  const settings = { Steps: steps, Sampler: sampler, "CFG scale": cfgScale, Seed: seed, Size: `${width}x${height}` };
  const line = Object.entries({ ...settings, "Clip skip": 2, ENSD: 31337 }).map(([key, told]) => `${key}: ${told}`);
  return `${prompt}\nNegative prompt: ${negativePrompt}\n${line.join(", ")}`;
}

const isWeighted = (prompt: string): boolean =>
  parseEmphasis(prompt).some(([part, weight]) => weight !== 1 && !(part === "BREAK" && weight === -1));
