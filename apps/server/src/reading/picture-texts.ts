import { readImageText, readPngTexts, sniffBytes } from "@danfang/formats";
import { parseEmphasis } from "@danfang/prompt";
import { type InfotextFields, parseInfotextFields } from "@danfang/recipes";

/** What a picture has in words. */
export interface PictureTexts {
  /** As it was written; undefined where none is inside. */
  readonly infotext: string | undefined;
  readonly fields: InfotextFields | undefined;
  /** Some words of the prompts weigh more or less than others. */
  readonly isWeighted: boolean;
  /** Every text of a PNG, by keyword; undefined for other formats, which have no more than the infotext. */
  readonly chunks: ReadonlyMap<string, string> | undefined;
}

/** Everything that is written inside of a picture. Errors: those of pictures that are none. */
export function readPictureTexts(bytes: Uint8Array): PictureTexts {
  const infotext = readImageText(bytes);
  const fields = infotext === undefined ? undefined : parseInfotextFields(infotext).value;
  return {
    infotext,
    fields,
    isWeighted: fields !== undefined && [fields.prompt, fields.negativePrompt].some(isWeighted),
    chunks: sniffBytes(bytes) === "png" ? readPngTexts(bytes, "image").texts : undefined,
  };
}

const isWeighted = (prompt: string): boolean =>
  parseEmphasis(prompt).some(([part, weight]) => weight !== 1 && !(part === "BREAK" && weight === -1));
