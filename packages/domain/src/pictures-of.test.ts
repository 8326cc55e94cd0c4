import fc from "fast-check";
import { expect, it } from "vitest";
import { GenerationRequest } from "./order/order-schema.ts";
import { picturesOf } from "./pictures-of.ts";

const count = fc.integer({ min: 2, max: 8 });
const orderOf = (batchSize: number, batchCount: number, passes?: object) =>
  GenerationRequest.parse({
    prompt: "apple",
    batchSize,
    batchCount,
    init: { image: "a", ...(passes ? { passes } : {}) },
  });

it("an order gives as many pictures as its batches have places, and a loopback one a loop or one a batch", () => {
  fc.assert(
    fc.property(count, count, count, (batchSize, batchCount, loops) => {
      const loopback = { kind: "loopback", loops };
      expect(picturesOf(orderOf(batchSize, batchCount))).toBe(batchSize * batchCount);
      expect(picturesOf(orderOf(batchSize, batchCount, loopback))).toBe(batchCount);
      expect(picturesOf(orderOf(batchSize, 1, loopback))).toBe(loops);
    }),
  );
});
