import { noStrokes, type Point, type Stroke, type StrokeHistory } from "./strokes.ts";

/** A stroke with whole pixels, and no point twice in a row: what is kept is then what was drawn. (−0 + 0 is 0.) */
export function wholePixels({ tool, diameter, points }: Stroke): Stroke {
  const whole = points.map(({ x, y }) => ({ x: Math.round(x) + 0, y: Math.round(y) + 0 }));
  const isNews = ({ x, y }: Point, i: number) => i === 0 || x !== whole[i - 1]?.x || y !== whole[i - 1]?.y;
  return { tool, diameter: Math.max(1, Math.round(diameter)), points: whole.filter(isNews) };
}

/** A history as text: `b48 120,64 3,-1 …`, each point from the one before; `-` empties the mask. */
export const printStrokes = ({ done, undone }: StrokeHistory): string =>
  [done, undone].map((strokes) => strokes.map(printStroke).join(";")).join("|");

function printStroke(stroke: Stroke | "clear"): string {
  if (stroke === "clear") return "-";
  const { tool, diameter, points } = wholePixels(stroke);
  const steps = points.map(({ x, y }, i) => {
    const from = points[i - 1] ?? { x: 0, y: 0 };
    return `${x - from.x},${y - from.y}`;
  });
  return [`${tool === "brush" ? "b" : "e"}${diameter}`, ...steps].join(" ");
}

/** The history that a text is; without any strokes where it is none. */
export function parseStrokes(text: string): StrokeHistory {
  const [done, undone, ...more] = text.split("|").map((part) => (part === "" ? [] : part.split(";").map(parseStroke)));
  const isWhole = (strokes: typeof done): strokes is (Stroke | "clear")[] =>
    strokes?.every((stroke) => stroke !== undefined) ?? false;
  return isWhole(done) && isWhole(undone) && more.length === 0 ? { done, undone } : noStrokes;
}

function parseStroke(text: string): Stroke | "clear" | undefined {
  if (text === "-") return "clear";
  const [head = "", ...steps] = text.split(" ");
  const [, tool, diameter] = /^([be])(\d{1,6})$/.exec(head) ?? [];
  if (tool === undefined || steps.length === 0) return undefined;
  const points: Point[] = [];
  let at: Point = { x: 0, y: 0 };
  for (const step of steps) {
    const [, x, y] = /^(-?\d{1,6}),(-?\d{1,6})$/.exec(step) ?? [];
    if (x === undefined || y === undefined) return undefined;
    at = { x: at.x + Number(x), y: at.y + Number(y) };
    points.push(at);
  }
  return { tool: tool === "b" ? "brush" : "eraser", diameter: Number(diameter), points };
}
