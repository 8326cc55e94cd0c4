import { afterAll, expect, it } from "vitest";
import type { PaintOrder } from "../orders/paint-order.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { paintAll } from "./painted.ts";
import { quickOrder } from "./way-orders.ts";

/** That an image of a batch is the image alone, in every way that is given by name. */
export function describeBatches(ways: readonly (readonly [name: string, fields: Partial<PaintOrder>])[]): void {
  const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 2 }), memoryBudget: Infinity });
  afterAll(() => engine.close());

  it.each(ways)("an image of a batch is the image alone, bit for bit, when it is painted %s", async (_, fields) => {
    const order = { ...quickOrder, ...fields };
    const seeded = (...seeds: number[]): PaintOrder =>
      order.variation
        ? { ...order, batches: [seeds.map(() => 7)], variation: { ...order.variation, batches: [seeds] } }
        : { ...order, batches: [seeds] };
    const [alone] = (await paintAll(engine, seeded(7))).images;
    const [other, inBatch] = (await paintAll(engine, seeded(8, 7))).images;
    expect(inBatch).toEqual(alone);
    expect(other!.latent).not.toEqual(alone!.latent);
  });
}
