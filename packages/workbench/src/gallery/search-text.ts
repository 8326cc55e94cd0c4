import type { Recipe } from "@danfang/domain";

/** Characters of a prompt that are searched; what comes after is a machine's, not a person's. */
const longest = 20_000;

/** Text as it is compared: width and case of letters do not count. */
const normalize = (text: string): string => text.normalize("NFKC").toLowerCase();

/** What a picture is found by: both prompts. */
export function searchTextOf({ prompt = "", negativePrompt = "" }: Recipe): string {
  return normalize(`${prompt}\n${negativePrompt}`).slice(0, longest);
}

/** What somebody wrote into the search box: every word must occur, anywhere in a word of the prompt. */
export function wordsOf(text: string): string[] {
  return [...new Set(normalize(text).split(/[\s,，、]+/u))].filter((word) => word !== "");
}

/** Words that the trigram index knows; shorter ones are looked for one picture at a time. */
export const isIndexed = (word: string): boolean => [...word].length >= 3;

/** Words as an FTS5 query: each a phrase, all of them wanted. */
export const matchOf = (words: readonly string[]): string =>
  words.map((word) => `"${word.replaceAll('"', '""')}"`).join(" AND ");
