/** A point of the picture, pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One movement of the brush. */
export interface Stroke {
  readonly tool: "brush" | "eraser";
  /** Pixels of the picture. */
  readonly diameter: number;
  readonly points: readonly Point[];
}

/** What was drawn, and what was taken back and can come again. "clear" empties the mask, and can be taken back too. */
export interface StrokeHistory {
  readonly done: readonly (Stroke | "clear")[];
  readonly undone: readonly (Stroke | "clear")[];
}

export const noStrokes: StrokeHistory = { done: [], undone: [] };

export const withStroke = ({ done }: StrokeHistory, stroke: Stroke | "clear"): StrokeHistory => ({
  done: [...done, stroke],
  undone: [],
});

export function undo(history: StrokeHistory): StrokeHistory {
  const last = history.done.at(-1);
  if (last === undefined) return history;
  return { done: history.done.slice(0, -1), undone: [...history.undone, last] };
}

export function redo(history: StrokeHistory): StrokeHistory {
  const last = history.undone.at(-1);
  if (last === undefined) return history;
  return { done: [...history.done, last], undone: history.undone.slice(0, -1) };
}
