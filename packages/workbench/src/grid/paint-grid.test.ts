import { type GenerationEvent, GenerationRequest, type Seed } from "@danfang/domain";
import { engineErrors } from "@danfang/engine";
import { expect, it } from "vitest";
import { workbenchErrors } from "../errors.ts";
import { greyPainter } from "../testing/grey-painter.ts";
import { paintGrid } from "./paint-grid.ts";
import { planGrid } from "./plan-grid.ts";
import type { GridOrder } from "./prepare-grid.ts";

const x = { axis: "Seed", values: "10, 60, 110" };
const order = GenerationRequest.parse({
  prompt: "red apple",
  seed: 7,
  steps: 2,
  batchCount: 2,
  grid: { x, drawLegend: false },
}) as GridOrder;

async function paint(onStep: (step: number, seed: Seed) => void = () => undefined) {
  const painter = greyPainter();
  painter.onStep = (step, { seed }) => onStep(step, seed);
  const events: GenerationEvent[] = [];
  const isEnd = (error: unknown) => (error as { code?: string }).code === "workbench/cancelled";
  const paintOne = (request: GenerationRequest) => painter.generate(request, {});
  for await (const event of paintGrid(planGrid(order), paintOne, isEnd)) events.push(event);
  return events;
}
const imagesOf = (events: readonly GenerationEvent[]) =>
  events.flatMap((event) => (event.type === "image" ? [event.image] : []));
const wrong = engineErrors.badSize({ width: 1, height: 1 });

it("counts pictures and batches over the whole grid, ends with the sheet and one summary", async () => {
  const events = await paint();
  const images = imagesOf(events);
  expect(images.map(({ index, seed, isSheet = false }) => [index, seed, isSheet])).toEqual([
    ...[10, 11, 60, 61, 110, 111].map((seed, i) => [i, seed, false]),
    [6, 10, true],
  ]);
  expect(images.at(-1)?.infotext).toContain('Script: X/Y/Z plot, X Type: Seed, X Values: "10, 60, 110"');
  expect([...new Set(events.flatMap((event) => (event.type === "step" ? [event.batch] : [])))]).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);
  expect(events.filter(({ type }) => type === "done")).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: "done", summary: { recipe: { seed: 10 } } });
});

it("leaves a cell empty that fails, says so, and goes on", async () => {
  const events = await paint((_, seed) => {
    if (seed === 60) throw wrong;
  });
  expect(imagesOf(events).map(({ index }) => index)).toEqual([0, 1, 4, 5, 6]);
  const notes = events.flatMap((event) => (event.type === "note" ? [event.note] : []));
  expect(notes).toMatchObject([{ code: "grid/cellFailed", facts: { cell: "Seed: 60", code: "engine/badSize" } }]);
});

it("ends at once when it is cancelled, and fails as its first cell did when none could be painted", async () => {
  let steps = 0;
  const cancelled = paint((step) => {
    steps = step;
    if (step === 3) throw workbenchErrors.cancelled({});
  });
  await expect(cancelled).rejects.toMatchObject({ code: "workbench/cancelled" });
  expect(steps).toBe(3);
  const failing = paint(() => {
    throw wrong;
  });
  await expect(failing).rejects.toMatchObject({ code: "engine/badSize" });
});
