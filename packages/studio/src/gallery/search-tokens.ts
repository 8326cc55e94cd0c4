import { createHash } from "node:crypto";
import type { Recipe } from "@danfang/domain";

/** Characters of a prompt that are searched; what comes after is a machine's, not a person's. */
const longest = 20_000;
/** The longest piece of a word that is indexed, characters. */
const longestGram = 3;

/** Text as it is compared: width and case of letters do not count. */
const normalize = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Runs of letters and digits of any script, as characters. */
const runsOf = (text: string): string[][] => [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(([run]) => [...run]);

const gramsOf = (run: readonly string[], length: number): string[] =>
  Array.from({ length: Math.max(0, run.length - length + 1) }, (_, i) => run.slice(i, i + length).join(""));

/** A whole value as one token, longer than any piece of a word. */
export const valueToken = (field: "checkpoint" | "sampler", value: string): string =>
  `${field}${createHash("sha256").update(value).digest("hex").slice(0, 16)}`;

/** Every piece of one, two and three characters of a text's words. */
export function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>();
  for (const run of runsOf(normalize(text)))
    for (let length = 1; length <= longestGram; length++) for (const gram of gramsOf(run, length)) pieces.add(gram);
  return pieces;
}

/**
 * What a picture is found by, with spaces between: every piece of one, two and three characters of the words in both
 * prompts, and its checkpoint and sampler. So a word of any length is found inside any other, in any script.
 */
export function pictureTokens({ prompt = "", negativePrompt = "", checkpoint, sampler }: Recipe): string {
  const tokens = piecesOf(normalize(`${prompt}\n${negativePrompt}`).slice(0, longest));
  if (checkpoint?.name !== undefined) tokens.add(valueToken("checkpoint", checkpoint.name));
  if (sampler !== undefined) tokens.add(valueToken("sampler", sampler));
  return [...tokens].join(" ");
}

/** Words up to this length are looked for by all their pieces; of longer ones every third piece is telling enough. */
const shortWord = 6;

/**
 * The tokens that a picture must have to be found by these words: their pieces of three characters, or the whole word
 * where it is shorter. A prompt that has every piece but not the word is found too; that is rare, and harmless.
 */
export function queryTokens(text: string): string[] {
  const tokens = runsOf(normalize(text)).flatMap((run) => {
    const grams = gramsOf(run, Math.min(run.length, longestGram));
    return run.length <= shortWord ? grams : grams.filter((_, i) => i % 3 === 0 || i === grams.length - 1);
  });
  return [...new Set(tokens)];
}

/** Tokens as an FTS5 query: all of them wanted. */
export const matchOf = (tokens: readonly string[]): string => tokens.map((token) => `"${token}"`).join(" AND ");
