import { createKeptStore } from "../../ui/store.ts";

/** Two colours that few pictures have both of: stripes of them are seen on a red apple, in snow and at night. */
const maskColours = {
  cinnabar: ["#c23b22", "#fbfaf7"],
  night: ["#1f1b16", "#fbfaf7"],
  sea: ["#1f4fd8", "#ffd84a"],
  leaf: ["#0f7a3d", "#ff9be0"],
} as const satisfies Record<string, readonly [string, string]>;

export type MaskColour = keyof typeof maskColours;
export const maskColourNames = Object.keys(maskColours) as MaskColour[];

/** Which of them masks are shown in; to the mask itself it does not matter. */
export const maskColour = createKeptStore<MaskColour>(
  "danfang.maskColour",
  "cinnabar",
  (kept) => maskColourNames.find((name) => name === kept) ?? "cinnabar",
);

/** The same as the background of an element. */
export function stripesOf(colour: MaskColour): string {
  const [ground, stripe] = maskColours[colour];
  return `repeating-linear-gradient(-45deg, ${ground} 0 4px, ${stripe} 4px 6px)`;
}

/** Of the picture's shorter side: a stripe is as wide on a phone's screen as on a large one. */
const stripeShare = 1 / 48;

/** What a brush paints on the screen, opaque, for a picture of this size. */
export function hatchFor(
  { width, height }: { readonly width: number; readonly height: number },
  colour: MaskColour,
): CanvasPattern {
  const [ground, stripe] = maskColours[colour];
  const side = 2 * Math.max(4, Math.round(Math.min(width, height) * stripeShare));
  const tile = document.createElement("canvas");
  tile.width = side;
  tile.height = side;
  const context = tile.getContext("2d");
  if (context === null) throw new Error("This browser has no canvas.");
  context.fillStyle = ground;
  context.fillRect(0, 0, side, side);
  context.strokeStyle = stripe;
  context.lineWidth = side / 4;
  context.beginPath();
  for (const start of [-side / 2, side / 2, 1.5 * side]) {
    context.moveTo(start - side, side * 1.5);
    context.lineTo(start + side, -side / 2);
  }
  context.stroke();
  const pattern = context.createPattern(tile, "repeat");
  if (pattern === null) throw new Error("This browser has no patterns.");
  return pattern;
}
