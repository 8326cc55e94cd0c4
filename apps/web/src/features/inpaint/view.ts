import type { Point } from "./strokes.ts";

/** How the picture lies in the window: a point p of it is at `scale · p + (x, y)`, CSS pixels. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

const smallest = 0.05;
const largest = 32;
/** Room left around a picture that fits, CSS pixels. */
const margin = 16;

/** The whole picture, in the middle. */
export function fitted(picture: Room, room: Room): View {
  const scale = Math.min((room.width - 2 * margin) / picture.width, (room.height - 2 * margin) / picture.height);
  const held = Math.max(smallest, scale);
  return { scale: held, x: (room.width - picture.width * held) / 2, y: (room.height - picture.height * held) / 2 };
}

/** Nearer by `factor`; what lies at `at` in the window stays there. */
export function zoomed(view: View, factor: number, at: Point): View {
  const scale = Math.min(largest, Math.max(smallest, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

export const moved = (view: View, by: Point): View => ({ ...view, x: view.x + by.x, y: view.y + by.y });

/** Which point of the picture lies there in the window. */
export const pointAt = (view: View, at: Point): Point => ({
  x: (at.x - view.x) / view.scale,
  y: (at.y - view.y) / view.scale,
});

/** Two fingers moved: the picture follows both. */
export function pinched(view: View, from: readonly [Point, Point], to: readonly [Point, Point]): View {
  const distance = ([a, b]: readonly [Point, Point]) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));
  const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
  const [before, after] = [middle(from), middle(to)];
  const near = zoomed(view, distance(to) / distance(from), before);
  return moved(near, { x: after.x - before.x, y: after.y - before.y });
}
