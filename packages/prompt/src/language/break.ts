import { pythonWord } from "./python-classes.ts";
import { skipSpace, skipSpaceBack } from "./python-space.ts";
import type { WeightedText } from "./weighted-text.ts";

const breakWord = new RegExp(`(?<!${pythonWord})BREAK(?!${pythonWord})`, "u");

/** The mark that closes a chunk. */
const breakMark: WeightedText = ["BREAK", -1];

/** Text as pieces of weight 1 with {@link breakMark} between them; the white space around a BREAK goes with it. */
export function breakPieces(text: string): WeightedText[] {
  if (!text.includes("BREAK")) return [[text, 1]];
  const parts = text.split(breakWord);
  return parts.flatMap((part, i): WeightedText[] => {
    const start = i > 0 ? skipSpace(part) : 0;
    const end = i < parts.length - 1 ? skipSpaceBack(part, part.length, start) : part.length;
    const piece: WeightedText = [part.slice(start, end), 1];
    return i > 0 ? [breakMark, piece] : [piece];
  });
}
