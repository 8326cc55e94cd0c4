import { type PointerEvent, type RefObject, useRef, useState } from "react";
import { contextOf, drawStroke } from "./mask-canvas.ts";
import { placeIn } from "./place-in.ts";
import type { Point, Stroke } from "./strokes.ts";
import { moved, pinched, pointAt, type View } from "./view.ts";

export type MaskTool = Stroke["tool"] | "hand";

interface Drawing {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly tool: MaskTool;
  readonly diameter: number;
  readonly view: View;
  readonly setView: (change: (now: View) => View) => void;
  /** Draws the mask without what has just been begun. */
  readonly redraw: () => void;
  readonly onStroke: (stroke: Stroke) => void;
}

/** What pointers do on the board: one draws, or moves the picture with the hand; two move and zoom it. */
export function useStrokes({ canvas, tool, diameter, view, setView, redraw, onStroke }: Drawing) {
  const [pointer, setPointer] = useState<Point>();
  const pointers = useRef(new Map<number, Point>());
  const drawing = useRef<Point[]>(undefined);

  const strokeOf = (points: readonly Point[]): Stroke => ({
    tool: tool === "eraser" ? "eraser" : "brush",
    diameter,
    points,
  });
  function draw(at: Point) {
    const points = drawing.current;
    if (points === undefined) return;
    points.push(pointAt(view, at));
    if (canvas.current !== null) drawStroke(contextOf(canvas.current), strokeOf(points), points.length - 1);
  }
  function onPointerDown(event: PointerEvent) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeIn(event.currentTarget, event);
    pointers.current.set(event.pointerId, at);
    if (pointers.current.size > 1) return abandon();
    if (event.button !== 0 || tool === "hand") return;
    drawing.current = [];
    draw(at);
  }
  /** A second finger: what the first had begun was not meant as a stroke. */
  function abandon() {
    if (drawing.current === undefined) return;
    drawing.current = undefined;
    redraw();
  }
  function onPointerMove(event: PointerEvent) {
    const at = placeIn(event.currentTarget, event);
    setPointer(event.pointerType === "touch" ? undefined : at);
    const last = pointers.current.get(event.pointerId);
    if (last === undefined) return;
    const [other] = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.current.set(event.pointerId, at);
    if (other !== undefined) setView((now) => pinched(now, [last, other], [at, other]));
    else if (drawing.current === undefined) setView((now) => moved(now, { x: at.x - last.x, y: at.y - last.y }));
    else draw(at);
  }
  function onPointerUp(event: PointerEvent) {
    pointers.current.delete(event.pointerId);
    const points = drawing.current;
    drawing.current = undefined;
    if (points !== undefined) onStroke(strokeOf(points));
  }
  const onPointerLeave = () => setPointer(undefined);
  return {
    /** Where the brush hovers, if it does. */
    pointer: tool === "hand" ? undefined : pointer,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onPointerLeave },
  };
}
