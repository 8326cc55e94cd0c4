import type { Stroke, StrokeHistory } from "./strokes.ts";

/** Draws a stroke, or its last part from point `first` on, onto a canvas of the picture's size. */
export function drawStroke(context: CanvasRenderingContext2D, { tool, diameter, points }: Stroke, first = 0): void {
  context.globalCompositeOperation = tool === "brush" ? "source-over" : "destination-out";
  context.lineWidth = diameter;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.beginPath();
  for (const [i, { x, y }] of points.slice(Math.max(0, first - 1)).entries()) {
    if (i === 0) context.moveTo(x, y);
    context.lineTo(x, y);
  }
  context.stroke();
}

/** The mask as it stands after a history: what it was before, then every stroke. */
export function drawHistory(
  context: CanvasRenderingContext2D,
  before: CanvasImageSource | undefined,
  { done }: StrokeHistory,
): void {
  const { width, height } = context.canvas;
  context.globalCompositeOperation = "source-over";
  context.clearRect(0, 0, width, height);
  const from = done.lastIndexOf("clear") + 1;
  if (before !== undefined && from === 0) context.drawImage(before, 0, 0, width, height);
  for (const stroke of done.slice(from)) if (stroke !== "clear") drawStroke(context, stroke);
}

/** A mask as orders have it, white on black, as what the brush would have drawn: its brightness becomes opacity. */
export async function readMask(
  url: string,
  brushFor: (size: HTMLCanvasElement) => CanvasPattern,
): Promise<HTMLCanvasElement> {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = canvasOf(image.naturalWidth, image.naturalHeight);
  const context = contextOf(canvas);
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < pixels.data.length; i += 4) pixels.data[i + 3] = pixels.data[i]!;
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = "source-in";
  context.fillStyle = brushFor(canvas);
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas;
}

/** What was drawn, white on black; undefined where nothing is. */
export async function printMask(drawn: HTMLCanvasElement): Promise<Blob | undefined> {
  const canvas = canvasOf(drawn.width, drawn.height);
  const context = contextOf(canvas);
  context.drawImage(drawn, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  if (!data.some((value, i) => i % 4 === 3 && value > 0)) return undefined;
  context.globalCompositeOperation = "source-in";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "#000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("This browser has no canvas.");
  return context;
}
