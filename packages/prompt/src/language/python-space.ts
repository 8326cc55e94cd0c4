import { pythonSpace } from "./python-classes.ts";

const space = new RegExp(pythonSpace, "u");

/** Where the white space that begins at `start` ends. */
export function skipSpace(text: string, start = 0): number {
  let end = start;
  while (end < text.length && space.test(text[end]!)) end++;
  return end;
}

/** Where the white space that ends at `end` begins, at `start` at the earliest. */
export function skipSpaceBack(text: string, end = text.length, start = 0): number {
  let begin = end; // a loop: a regular expression for trailing space takes quadratic time on a long run of it
  while (begin > start && space.test(text[begin - 1]!)) begin--;
  return begin;
}

/** Text without white space at its ends. Source: Python's `str.strip`. */
export function strip(text: string): string {
  const start = skipSpace(text);
  return text.slice(start, skipSpaceBack(text, text.length, start));
}
