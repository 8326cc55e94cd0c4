import { defined } from "@danfang/domain";
import { expect, it } from "vitest";
import { seedSequence } from "./seed-sequence.ts";

it.each([
  { entropy: 42n, spawnKey: undefined, words: [387750627, 2536650517, 4078839648] },
  { entropy: 42n, spawnKey: [0, 0], words: [2102017995, 2891809698, 2144110403, 379559146] },
  { entropy: 42n, spawnKey: [1, 1], words: [1058881542, 1039740124, 2218853409, 2234354429] },
  { entropy: 2n ** 32n + 5n, spawnKey: undefined, words: [3001752692, 252864033, 810806329] },
])("spreads $entropy as numpy does, $spawnKey", ({ entropy, spawnKey, words }) => {
  const options = { entropy, poolSize: 24, ...defined({ spawnKey }) };
  expect([...seedSequence(options, words.length)]).toEqual(words);
});
