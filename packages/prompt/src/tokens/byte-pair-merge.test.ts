import fc from "fast-check";
import { expect, it } from "vitest";
import { type MergeOf, mergePairs } from "./byte-pair-merge.ts";

/** The definition: find the earliest learned pair in the whole word, merge it from the left, begin again. */
function mergeOneByOne(word: readonly number[], mergeOf: MergeOf): number[] {
  const candidates = word.slice(1).map((right, i) => mergeOf(word[i]!, right) ?? Number.POSITIVE_INFINITY);
  const best = Math.min(...candidates);
  if (!Number.isFinite(best)) return [...word];
  const at = candidates.indexOf(best);
  return mergeOneByOne([...word.slice(0, at), best, ...word.slice(at + 2)], mergeOf);
}

/** A random vocabulary over the letters 0 … 3: merge k joins two tokens known before it. */
const vocabulary = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 25 }).map((pairs) => {
  const merges = new Map<string, number>();
  for (const [i, [left, right]] of pairs.entries()) {
    const key = `${left % (4 + i)} ${right % (4 + i)}`;
    if (!merges.has(key)) merges.set(key, 4 + i);
  }
  return (left: number, right: number) => merges.get(`${left} ${right}`);
});

it("merges as the definition of byte pair encoding says, for any vocabulary and word", () => {
  fc.assert(
    fc.property(vocabulary, fc.array(fc.nat({ max: 3 }), { maxLength: 30 }), (mergeOf, word) => {
      expect(mergePairs(word, mergeOf)).toEqual(mergeOneByOne(word, mergeOf));
    }),
    { numRuns: 500 },
  );
});
