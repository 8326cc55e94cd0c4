import { afterAll, expect, it } from "vitest";
import type { PaintOrder } from "../orders/paint-order.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { gradients, hires, init, quickOrder } from "../testing/way-orders.ts";

const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 2 }), memoryBudget: Infinity });
afterAll(() => engine.close());

/** Every event until the order stops, which is told to after the `n`th step of a pass. */
async function eventsUntil(order: PaintOrder, pass: "first" | "hires", n: number) {
  const stop = new AbortController();
  const told: string[] = [];
  const painting = (async () => {
    for await (const event of engine.paint(order, stop.signal)) {
      told.push(event.type === "step" ? `${event.pass} ${event.progress.step}` : event.type);
      if (event.type === "step" && event.pass === pass && event.progress.step === n) stop.abort();
    }
  })();
  await expect(painting).rejects.toMatchObject({ code: "engine/cancelled" });
  return told;
}

it("an order stops between two steps of its first pass", async () => {
  const told = await eventsUntil({ ...quickOrder, hires: hires({ steps: 3 }) }, "first", 1);
  expect(told.slice(-1)).toEqual(["first 1"]);
});

it("an order stops between two steps of its second pass", async () => {
  const told = await eventsUntil({ ...quickOrder, hires: hires({ steps: 3 }) }, "hires", 1);
  expect(told.slice(-3)).toEqual(["first 1", "first 2", "hires 1"]);
});

it("an order that starts from a picture stops between two steps", async () => {
  const told = await eventsUntil({ ...quickOrder, steps: 6, init: init(gradients(48, 40)) }, "first", 2);
  expect(told.slice(-1)).toEqual(["first 2"]);
});
