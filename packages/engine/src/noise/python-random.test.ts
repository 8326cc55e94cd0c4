import { expect, it } from "vitest";
import { PythonRandom } from "./python-random.ts";

// CPython 3.11: r = random.Random(seed); [r.randint(0, n - 1) for n in (1, 2, 3, 3, 5, 1, 7, 100, 2)]
it.each([
  [0, [0, 1, 0, 1, 4, 0, 3, 38, 1]],
  [7, [0, 0, 1, 2, 0, 0, 6, 68, 0]],
  [4294967293, [0, 1, 2, 1, 0, 0, 1, 61, 1]],
  [2 ** 40 + 5, [0, 0, 2, 0, 1, 0, 6, 17, 0]],
  [-7, [0, 0, 1, 2, 0, 0, 6, 68, 0]],
])("draws what Python draws from seed %d", (seed, drawn) => {
  const random = new PythonRandom(seed);
  expect([1, 2, 3, 3, 5, 1, 7, 100, 2].map((count) => random.below(count))).toEqual(drawn);
});
