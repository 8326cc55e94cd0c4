import { type RefObject, useCallback, useEffect, useState } from "react";
import { inputUrl } from "../../api/client.ts";
import { useStore } from "../../ui/store.ts";
import { hatchFor, maskColour } from "./hatch.ts";
import { contextOf, drawHistory, readMask } from "./mask-canvas.ts";
import type { StrokeHistory } from "./strokes.ts";
import type { Room } from "./view.ts";

interface DrawnMask {
  /** Drawn on once the picture's size is known. */
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly size: Room | undefined;
  /** The mask that it begins with, or an empty text. */
  readonly mask: string;
  readonly history: StrokeHistory;
}

/** Keeps the canvas as the history says, in the colour that was chosen. Gives what draws it once more. */
export function useDrawnMask({ canvas, size, mask, history }: DrawnMask): () => void {
  const colour = useStore(maskColour);
  const [before, setBefore] = useState<HTMLCanvasElement>();
  useEffect(() => {
    if (mask !== "") void readMask(inputUrl(mask), (room) => hatchFor(room, colour)).then(setBefore, () => undefined);
  }, [mask, colour]);
  const draw = useCallback(() => {
    if (canvas.current !== null) drawHistory(contextOf(canvas.current), before, history);
  }, [canvas, before, history]);
  useEffect(() => {
    if (canvas.current === null || size === undefined) return;
    contextOf(canvas.current).strokeStyle = hatchFor(size, colour);
    draw();
  }, [canvas, size, colour, draw]);
  return draw;
}
