import { GenerationRequest } from "@danfang/domain";
import fc from "fast-check";
import { expect, it } from "vitest";
import { remainingOrders } from "./remaining-orders.ts";

const counts = fc.record({
  batchSize: fc.integer({ min: 1, max: 8 }),
  batchCount: fc.integer({ min: 1, max: 9 }),
  part: fc.double({ min: 0, max: 1, noNaN: true }),
});

it("paints exactly the missing pictures, each with its own seed, in order", () => {
  fc.assert(
    fc.property(counts, ({ batchSize, batchCount, part }) => {
      const seed = 4711;
      const done = Math.floor(part * batchSize * batchCount);
      const request = GenerationRequest.parse({ prompt: "apple", batchSize, batchCount });
      const painted = remainingOrders(request, seed, done).flatMap(({ request: own, firstIndex }) =>
        Array.from({ length: own.batchSize * own.batchCount }, (_, i) => [firstIndex + i, Number(own.seed) + i]),
      );
      const missing = Array.from({ length: batchSize * batchCount - done }, (_, i) => [done + i, seed + done + i]);
      expect(painted).toEqual(missing);
    }),
  );
});

it("keeps to the job's own batches after finishing the one that was cut short", () => {
  const request = GenerationRequest.parse({ prompt: "apple", batchSize: 4, batchCount: 3 });
  const parts = remainingOrders(request, 100, 5).map(({ request: { batchSize, batchCount } }) => [
    batchSize,
    batchCount,
  ]);
  expect(parts).toEqual([
    [3, 1],
    [4, 1],
  ]);
});

it("what is left of a batch starts from the pictures that are left", () => {
  const init = { image: "a", others: ["b", "c"] };
  const request = GenerationRequest.parse({ prompt: "apple", batchSize: 3, batchCount: 2, init });
  const starts = (done: number) =>
    remainingOrders(request, 1, done).map((part) => [part.request.init?.image, ...(part.request.init?.others ?? [])]);
  expect(starts(0)).toEqual([["a", "b", "c"]]);
  expect(starts(1)).toEqual([
    ["b", "c"],
    ["a", "b", "c"],
  ]);
});

it("in a variation every picture has the job's seed, and the second seed rises", () => {
  const variation = { seed: 900, strength: 0.25 };
  const request = GenerationRequest.parse({ prompt: "apple", batchSize: 2, batchCount: 3, variation });
  const parts = remainingOrders(request, 100, 3).map((part) => [part.request.seed, part.request.variation?.seed]);
  expect(parts).toEqual([
    [100, 903],
    [100, 904],
  ]);
});
