import type { RgbImage } from "@danfang/domain";

/** Upper half block: its ink is the upper pixel, its paper the lower. */
const halfBlock = "▀";

/**
 * A picture as lines of truecolor half blocks, two pixels a cell, at most `columns` × `rows` cells, proportions kept.
 *
 * Pixels are averaged when there are too many and repeated when there are too few.
 */
export function printHalfBlocks(image: RgbImage, columns: number, rows: number): string[] {
  const scale = Math.min(columns / image.width, (rows * 2) / image.height);
  const width = Math.max(1, Math.floor(image.width * scale));
  const height = Math.max(2, Math.floor((image.height * scale) / 2) * 2);
  const lines: string[] = [];
  for (let y = 0; y < height; y += 2) {
    let line = "";
    for (let x = 0; x < width; x++) {
      const upper = colourAt(image, x / width, y / height, 1 / width, 1 / height);
      const lower = colourAt(image, x / width, (y + 1) / height, 1 / width, 1 / height);
      line += `\x1b[38;2;${upper}m\x1b[48;2;${lower}m${halfBlock}`;
    }
    lines.push(`${line}\x1b[0m`);
  }
  return lines;
}

/** Mean colour `r;g;b` of a part of the picture, in fractions of its sides; at least the pixel it begins in. */
function colourAt(image: RgbImage, left: number, top: number, width: number, height: number): string {
  const [x0, y0] = [Math.floor(left * image.width), Math.floor(top * image.height)];
  const x1 = Math.max(x0 + 1, Math.floor((left + width) * image.width));
  const y1 = Math.max(y0 + 1, Math.floor((top + height) * image.height));
  const sum = [0, 0, 0] as [number, number, number];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++)
      for (let channel = 0; channel < 3; channel++)
        sum[channel]! += image.data[(y * image.width + x) * 3 + channel] ?? 0;
  return sum.map((total) => Math.round(total / ((x1 - x0) * (y1 - y0)))).join(";");
}
