import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostKept, printMasks, restoreMasks, strokesOf, type UnfinishedMasks, withStrokesOf } from "./kept-strokes.ts";
import { parseStrokes, printStrokes, wholePixels } from "./print-strokes.ts";
import { noStrokes, type Stroke, type StrokeHistory } from "./strokes.ts";

const pixel = fc.double({ min: -50, max: 16_500, noNaN: true });
const stroke: fc.Arbitrary<Stroke> = fc
  .record({
    tool: fc.constantFrom("brush" as const, "eraser" as const),
    diameter: fc.double({ min: 1, max: 400, noNaN: true }),
    points: fc.array(fc.record({ x: pixel, y: pixel }), { minLength: 1, maxLength: 20 }),
  })
  .map(wholePixels);
const strokes = fc.array(fc.oneof(stroke, fc.constant("clear" as const)), { maxLength: 6 });
const history: fc.Arbitrary<StrokeHistory> = fc.record({ done: strokes, undone: strokes });
const subject = (n: number) => ({ image: `input:${n}`, mask: "" });
const throughStorage = (masks: UnfinishedMasks) => restoreMasks(JSON.parse(JSON.stringify(printMasks(masks))));

describe("an unfinished mask", () => {
  it("comes back from a reload stroke by stroke, what was taken back included", () => {
    fc.assert(
      fc.property(history, (drawn) => {
        expect(parseStrokes(printStrokes(drawn))).toEqual(drawn);
        const masks = withStrokesOf(new Map(), subject(1), drawn);
        expect(strokesOf(throughStorage(masks), subject(1))).toEqual(drawn);
      }),
    );
  });

  it("stays with its picture and its mask", () => {
    const drawn = (diameter: number): StrokeHistory => ({
      done: [{ tool: "brush", diameter, points: [{ x: 1, y: 2 }] }],
      undone: [],
    });
    let masks = withStrokesOf(new Map(), subject(1), drawn(1));
    masks = withStrokesOf(masks, subject(2), drawn(2));
    masks = withStrokesOf(masks, { ...subject(1), mask: "input:m" }, drawn(3));
    expect(strokesOf(masks, subject(1))).toEqual(drawn(1));
    expect(strokesOf(masks, subject(2))).toEqual(drawn(2));
    expect(strokesOf(withStrokesOf(masks, subject(1), noStrokes), subject(1))).toEqual(noStrokes);
    expect(strokesOf(withStrokesOf(masks, subject(1), noStrokes), subject(2))).toEqual(drawn(2));
  });

  it("is bounded: of many pictures the last are remembered, and of long drawings those that there is room for", () => {
    const strokes = Array.from(
      { length: 20 },
      (_, i): Stroke => ({
        tool: "brush",
        diameter: 9,
        points: Array.from({ length: 5_000 }, (_, k) => ({ x: (k * 37 + i) % 900, y: (k * 91) % 800 })),
      }),
    );
    const long: StrokeHistory = { done: strokes, undone: [] };
    let masks: UnfinishedMasks = new Map();
    for (let n = 0; n < 20; n++) masks = withStrokesOf(masks, subject(n), long);
    expect(masks.size).toBe(6);
    expect(JSON.stringify(printMasks(masks)).length).toBeLessThan(1.1 * mostKept);
    const kept = throughStorage(masks);
    expect(kept.size).toBeLessThan(6);
    expect(strokesOf(kept, subject(19))).toEqual(long);
  });

  it.each([
    ["nonsense", "?"],
    ["pairs of another shape", [["a", 7], 9, null, ["b"]]],
    ["strokes of another shape", [["a b", "b9 1,2 x|"]]],
    ["a third part", [["a b", "b9 1,2||"]]],
  ])("that another page kept as %s is none", (_, kept) => {
    expect(restoreMasks(kept).size).toBe(0);
  });
});
