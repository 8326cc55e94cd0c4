import { afterAll, expect, it } from "vitest";
import type { EngineParts } from "../orders/engine-parts.ts";
import type { ModelSetup } from "../orders/model-setup.ts";
import type { PaintOrder } from "../orders/paint-order.ts";
import { openLocalEngine } from "../process/local-engine.ts";
import { openOrt } from "../runtime/ort.ts";
import { hires, quickOrder } from "../testing/way-orders.ts";
import { paint } from "./paint.ts";

const engine = openLocalEngine({ runtime: openOrt({ backend: "cpu", threads: 1 }), memoryBudget: Infinity });
afterAll(() => engine.close());

/** An engine whose models each say what they are loaded for. */
const saying = (nameOf: (setup: ModelSetup) => string): EngineParts => ({
  ...engine,
  async load(setup, signal) {
    const model = await engine.load(setup, signal);
    return { ...model, notes: [{ code: "test/said", message: nameOf(setup), hint: "" }] };
  },
});

it("what every model of an order says is told before the picture is, whichever pass it is loaded for", async () => {
  const { setup } = quickOrder;
  const second = { ...setup, tiling: true };
  const refiner = { ...setup, zeroTerminalSnr: true };
  const order: PaintOrder = {
    ...quickOrder,
    hires: { ...hires({ steps: 2 }), setup: second },
    refiner: { setup: refiner, switchAt: 0.5, hiresPasses: "both" },
  };
  const told: string[] = [];
  const parts = saying((one) => (one.tiling ? "second pass" : one.zeroTerminalSnr ? "refiner" : "first pass"));
  for await (const event of paint(parts, order)) {
    if (event.type === "loaded") told.push(...event.model.notes.map(({ message }) => message));
    if (event.type === "note") told.push(event.note.message);
    if (event.type === "batch") told.push("picture");
  }
  expect(new Set(told.slice(0, told.indexOf("picture")))).toEqual(new Set(["first pass", "refiner", "second pass"]));
});
