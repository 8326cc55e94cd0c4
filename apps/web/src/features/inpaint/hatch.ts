/** Two colours that no picture has both of: stripes of 朱砂 and paper are seen on a red apple, in snow and at night. */
const stripes = ["#c23b22", "#fbfaf7"] as const;
/** Of the picture's shorter side: a stripe is as wide on a phone's screen as on a large one. */
const stripeShare = 1 / 48;

/** What a brush paints on the screen, opaque, for a picture of this size; to the mask its colour does not matter. */
export function hatchFor({ width, height }: { readonly width: number; readonly height: number }): CanvasPattern {
  const side = 2 * Math.max(4, Math.round(Math.min(width, height) * stripeShare));
  const tile = document.createElement("canvas");
  tile.width = side;
  tile.height = side;
  const context = tile.getContext("2d");
  if (context === null) throw new Error("This browser has no canvas.");
  context.fillStyle = stripes[0];
  context.fillRect(0, 0, side, side);
  context.strokeStyle = stripes[1];
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
