import type { WeightedText } from "./emphasis.ts";
import { pythonSpace, pythonWord } from "./python-classes.ts";

const breakWord = new RegExp(`(?<!${pythonWord})BREAK(?!${pythonWord})`, "u");
const space = new RegExp(pythonSpace, "u");

/** The mark that closes a chunk. */
export const breakMark: WeightedText = ["BREAK", -1];

/** Text as pieces of weight 1 with {@link breakMark} between them; the white space around a BREAK goes with it. */
export function breakPieces(text: string): WeightedText[] {
  if (!text.includes("BREAK")) return [[text, 1]];
  const parts = text.split(breakWord);
  return parts.flatMap((part, i): WeightedText[] => {
    const start = i > 0 ? skipSpace(part) : 0;
    const end = i < parts.length - 1 ? skipSpaceBack(part, start) : part.length;
    const piece: WeightedText = [part.slice(start, end), 1];
    return i > 0 ? [breakMark, piece] : [piece];
  });
}

function skipSpace(text: string): number {
  let start = 0;
  while (start < text.length && space.test(text[start]!)) start++;
  return start;
}

// A loop, because a regular expression for trailing space takes quadratic time on a long run of it.
function skipSpaceBack(text: string, start: number): number {
  let end = text.length;
  while (end > start && space.test(text[end - 1]!)) end--;
  return end;
}
