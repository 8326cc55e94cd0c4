import { expect, it } from "vitest";
import { noStrokes, redo, type Stroke, undo, withStroke } from "./strokes.ts";
import { fitted, pinched, pointAt, zoomed } from "./view.ts";

const stroke = (diameter: number): Stroke => ({ tool: "brush", diameter, points: [{ x: 1, y: 2 }] });

it("takes strokes back and does them again, until another is drawn", () => {
  const drawn = withStroke(withStroke(noStrokes, stroke(4)), "clear");
  expect(redo(undo(drawn))).toEqual(drawn);
  expect(undo(undo(undo(drawn)))).toEqual({ done: [], undone: ["clear", stroke(4)] });
  expect(redo(withStroke(undo(drawn), stroke(9)))).toEqual({ done: [stroke(4), stroke(9)], undone: [] });
});

it("keeps what lies under the pointer while it zooms", () => {
  const view = { scale: 2, x: 30, y: -8 };
  const at = { x: 117, y: 64 };
  const near = pointAt(zoomed(view, 3, at), at);
  expect(near.x).toBeCloseTo(pointAt(view, at).x);
  expect(near.y).toBeCloseTo(pointAt(view, at).y);
});

it("keeps under two fingers what was under them", () => {
  const view = { scale: 1.5, x: 10, y: 20 };
  const from = [
    { x: 100, y: 100 },
    { x: 200, y: 100 },
  ] as const;
  const to = [
    { x: 90, y: 140 },
    { x: 290, y: 140 },
  ] as const;
  const after = pinched(view, from, to);
  for (const i of [0, 1] as const) {
    expect(pointAt(after, to[i]).x).toBeCloseTo(pointAt(view, from[i]).x);
    expect(pointAt(after, to[i]).y).toBeCloseTo(pointAt(view, from[i]).y);
  }
});

it("fits a picture whole and in the middle", () => {
  const view = fitted({ width: 512, height: 768 }, { width: 1000, height: 800 });
  expect(view.scale).toBe(1);
  expect(view.x).toBe(244);
  expect(view.y).toBe(16);
});
