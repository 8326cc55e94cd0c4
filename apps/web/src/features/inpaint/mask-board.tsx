import { type ReactElement, type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { inputUrl } from "../../api/client.ts";
import { hatchFor } from "./hatch.ts";
import { contextOf, drawHistory, drawStroke, readMask } from "./mask-canvas.ts";
import type { Point, Stroke, StrokeHistory } from "./strokes.ts";
import { fitted, moved, pinched, pointAt, type Room, type View, zoomed } from "./view.ts";

export type MaskTool = Stroke["tool"] | "hand";

interface MaskBoardProps {
  /** The canvas that is drawn on, as large as the picture. */
  readonly ref: RefObject<HTMLCanvasElement | null>;
  readonly image: string;
  /** The mask so far, or an empty text. */
  readonly mask: string;
  readonly history: StrokeHistory;
  readonly tool: MaskTool;
  readonly diameter: number;
  /** Counted up: show the whole picture again. */
  readonly fits: number;
  /** How large the picture is, as soon as that is known. */
  readonly onSize: (size: Room) => void;
  readonly onStroke: (stroke: Stroke) => void;
}

/** One notch of a wheel zooms by this. */
const wheelZoom = 1.15;

/** The picture with its mask: drawn on with one pointer, moved and zoomed with two, the wheel or the hand. */
export function MaskBoard({
  ref: canvas,
  image,
  mask,
  history,
  tool,
  diameter,
  fits,
  onSize,
  onStroke,
}: MaskBoardProps): ReactElement {
  const { t } = useTranslation();
  const board = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Room>();
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0 });
  const [before, setBefore] = useState<HTMLCanvasElement>();
  const [pointer, setPointer] = useState<Point>();
  const pointers = useRef(new Map<number, Point>());
  const drawing = useRef<Point[]>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `fits` asks for it again
  useEffect(() => {
    const room = board.current;
    if (size !== undefined && room !== null)
      setView(fitted(size, { width: room.clientWidth, height: room.clientHeight }));
  }, [size, fits]);
  useEffect(() => {
    if (mask !== "") void readMask(inputUrl(mask), hatchFor).then(setBefore, () => undefined);
  }, [mask]);
  useEffect(() => {
    if (canvas.current === null || size === undefined) return;
    const context = contextOf(canvas.current);
    context.strokeStyle = hatchFor(size);
    drawHistory(context, before, history);
  }, [canvas, size, before, history]);
  useEffect(() => {
    const room = board.current;
    if (room === null) return;
    function onWheel(event: WheelEvent) {
      if (room === null) return;
      event.preventDefault(); // React listens to the wheel passively
      const at = placeIn(room, event);
      setView((now) => zoomed(now, event.deltaY < 0 ? wheelZoom : 1 / wheelZoom, at));
    }
    room.addEventListener("wheel", onWheel, { passive: false });
    return () => room.removeEventListener("wheel", onWheel);
  }, []);

  const strokeOf = (points: readonly Point[]): Stroke => ({
    tool: tool === "eraser" ? "eraser" : "brush",
    diameter,
    points,
  });

  function begin(event: React.PointerEvent) {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = placeIn(event.currentTarget, event);
    pointers.current.set(event.pointerId, at);
    const draws = pointers.current.size === 1 && event.button === 0 && tool !== "hand";
    if (pointers.current.size > 1) abandon();
    if (!draws) return;
    drawing.current = [pointAt(view, at)];
    drawLast();
  }
  /** A second finger: what the first had begun was not meant as a stroke. */
  function abandon() {
    if (drawing.current === undefined) return;
    drawing.current = undefined;
    if (canvas.current !== null) drawHistory(contextOf(canvas.current), before, history);
  }
  function move(event: React.PointerEvent) {
    const at = placeIn(event.currentTarget, event);
    setPointer(event.pointerType === "touch" ? undefined : at);
    const last = pointers.current.get(event.pointerId);
    if (last === undefined) return;
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.current.set(event.pointerId, at);
    const [other] = others;
    if (other !== undefined) setView((now) => pinched(now, [last, other], [at, other]));
    else if (drawing.current === undefined) setView((now) => moved(now, { x: at.x - last.x, y: at.y - last.y }));
    else {
      drawing.current.push(pointAt(view, at));
      drawLast();
    }
  }
  function drawLast() {
    const points = drawing.current;
    if (points !== undefined && canvas.current !== null)
      drawStroke(contextOf(canvas.current), strokeOf(points), points.length - 1);
  }
  function end(event: React.PointerEvent) {
    pointers.current.delete(event.pointerId);
    const points = drawing.current;
    drawing.current = undefined;
    if (points !== undefined) onStroke(strokeOf(points));
  }

  const style = {
    transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
    width: size?.width,
    height: size?.height,
  };
  return (
    <div
      ref={board}
      className="mask-board"
      data-tool={tool}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onPointerLeave={() => setPointer(undefined)}
    >
      <div className="mask-sheet" style={style}>
        <img
          src={inputUrl(image)}
          alt={t("start.alt")}
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setSize({ width, height });
            onSize({ width, height });
          }}
        />
        {size !== undefined && <canvas ref={canvas} width={size.width} height={size.height} aria-hidden />}
      </div>
      {pointer !== undefined && tool !== "hand" && (
        <span
          className="mask-cursor"
          style={{ left: pointer.x, top: pointer.y, width: diameter * view.scale, height: diameter * view.scale }}
          aria-hidden
        />
      )}
    </div>
  );
}

/** Where the pointer is, CSS pixels from the corner of the board. */
function placeIn(board: Element, { clientX, clientY }: { clientX: number; clientY: number }): Point {
  const { left, top } = board.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
