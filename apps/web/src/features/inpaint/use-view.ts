import { type RefObject, useEffect, useState } from "react";
import { placeIn } from "./place-in.ts";
import { fitted, type Room, type View, zoomed } from "./view.ts";

/** One notch of a wheel zooms by this. */
const wheelZoom = 1.15;

type ChangeView = (change: (now: View) => View) => void;

/**
 * How a picture of this size lies on the board: whole at first and whenever `fits` is counted up, nearer and further by the
 * wheel.
 */
export function useView(
  board: RefObject<HTMLElement | null>,
  size: Room | undefined,
  fits: number,
): readonly [View, ChangeView] {
  const [view, setView] = useState<View>({ scale: 1, x: 0, y: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `fits` asks for it again
  useEffect(() => {
    const room = board.current;
    if (size !== undefined && room !== null)
      setView(fitted(size, { width: room.clientWidth, height: room.clientHeight }));
  }, [board, size, fits]);
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
  }, [board]);
  return [view, setView];
}
