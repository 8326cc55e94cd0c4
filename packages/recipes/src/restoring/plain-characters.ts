import { ownValue } from "@danfang/domain";

/**
 * Line ends of every system as `\n`, no-break spaces as spaces, without characters of no width that pages and chats put
 * in. Joiners of emoji and of scripts stay.
 */
export const plainCharacters = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/[\u200b\u2060\ufeff]/g, "");

/** Escapes of JSON or of a program's source where line breaks should be: `fox\nNegative prompt: …` in one line. */
export function unescapeBreaks(text: string): string {
  if (text.includes("\n") || !/\\n\s*(?:Negative prompt:|Steps:)/.test(text)) return text;
  const inside = /^"[\s\S]*"$/.test(text.trim()) ? text.trim().slice(1, -1) : text;
  return inside.replace(/\\(["\\/nrt])/g, (_, letter: string) =>
    letter === "n" ? "\n" : /[rt]/.test(letter) ? " " : letter,
  );
}

const straight: Readonly<Record<string, string>> = {
  "：": ":",
  "，": ",",
  "（": "(",
  "）": ")",
  "；": ";",
  "＂": '"',
  "　": " ",
};

/** Settings that were typed or translated with a Chinese keyboard: `Steps：20，Sampler：Euler a`. */
export const halfWidth = (settings: string): string =>
  settings
    .replace(/[：，（）；＂　]/g, (character) => ownValue(straight, character) ?? character)
    .replace(/([:,])(?=\S)/g, "$1 ");

/** Quotation marks that a word processor bent; where there are straight ones they are somebody's own words. */
export const straightQuotes = (text: string): string => (text.includes('"') ? text : text.replace(/[“”„‟″]/g, '"'));
