import { expect, it } from "vitest";
import { Mt19937 } from "./mt19937.ts";

const words = (seed: bigint | number, count: number) => {
  const generator = new Mt19937(seed);
  return Array.from({ length: count }, () => generator.uint32());
};

it("draws the words of the reference implementation", () => {
  expect(words(42, 4)).toEqual([1608637542, 3421126067, 4083286876, 787846414]);
  expect(words(5489, 1)).toEqual([3499211612]);
});

it("reaches the word that C++ demands of mt19937 at its 10000th draw", () => {
  expect(words(5489, 10_000).at(-1)).toBe(4123659995);
});

it("looks at the low 32 bits of a seed only", () => {
  expect(words(1234567890123, 3)).toEqual(words(1234567890123 % 2 ** 32, 3));
  expect(words(-1, 3)).toEqual(words(2 ** 32 - 1, 3));
  expect(words(2n ** 64n - 1n, 3)).toEqual(words(-1, 3));
});
