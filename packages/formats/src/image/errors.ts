import { type Bytes, defineErrors } from "@danfang/domain";
import { countOfBytes } from "../errors.ts";
import type { FileKind } from "../sniff.ts";

/** What can be wrong with a picture file that text is read from or written to. */
export const imageErrors = defineErrors("formats", {
  notAnImage: (d: { file: string; looksLike: FileKind }) => ({
    message: `${d.file} is not a PNG, JPEG or WebP picture${d.looksLike === "unknown" ? "" : `; it looks like ${d.looksLike}`}.`,
    hint: "Name the original picture file; other formats keep no generation data here.",
  }),
  damagedImage: (d: { file: string; reason: string; at: Bytes }) => ({
    message: `${d.file} is damaged: ${d.reason} at byte ${d.at}.`,
    hint: "Fetch the picture again, from where it was first published if you can.",
  }),
  textTooLong: (d: { file: string; limit: Bytes }) => ({
    message: `The text for ${d.file} does not fit: ${countOfBytes(d.limit)} is the limit.`,
    hint: "Save the picture as PNG, which takes texts of any usual length.",
  }),
  textBomb: (d: { file: string; limit: Bytes }) => ({
    message: `A compressed text in ${d.file} grows beyond ${countOfBytes(d.limit)}.`,
    hint: "No generation data is that long; the file was made to do harm or is damaged. Use another copy.",
  }),
});
