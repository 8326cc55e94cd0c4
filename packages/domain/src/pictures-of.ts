import type { GenerationRequest } from "./order/order-schema.ts";

/** How many pictures an order gives; of a grid, each cell. A loopback of one batch gives every loop's, of several the last of each. */
export function picturesOf({ batchSize, batchCount, init }: GenerationRequest): number {
  if (init?.passes?.kind !== "loopback") return batchSize * batchCount;
  return batchCount === 1 ? init.passes.loops : batchCount;
}
