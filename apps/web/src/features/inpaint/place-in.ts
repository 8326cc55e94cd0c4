import type { Point } from "./strokes.ts";

/** Where a pointer is, CSS pixels from the corner of the board. */
export function placeIn(board: Element, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top } = board.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
