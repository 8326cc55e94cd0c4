import type { RgbImage } from "@danfang/domain";
import sharp, { type OverlayOptions } from "sharp";
import type { Measure } from "./legend-lines.ts";
import { layOutSheet, type PlacedLine, type SheetOrder } from "./sheet-layout.ts";

/** The WebUI's colours. Source: settings `grid_text_active_color`, `grid_text_inactive_color`, `grid_background_color`. */
const ink = "#000000";
const faded = "#999999";
const paper = "#ffffff";

/**
 * Families in the order they are tried; each system has one of those that have Chinese characters, and the system finds
 * what a family lacks in another. Nothing is shipped: a machine without any font draws empty legends.
 */
const families = ["Roboto", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "sans-serif"];

const escaped = (text: string) => text.replace(/[&<>]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[char]!);

/** What markup forbids, and no font has, stands for nothing. */
const printable = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, " ")
    .trim();

/** Letters are set by pango: any script, with substitutes for what is missing. Lines are as high as their letters' size. */
const measureLetters: Measure = async (text, fontSize) => {
  if (printable(text) === "") return { width: 0, height: 0 };
  const input = { text: escaped(printable(text)), font: `${families.join(",")} ${fontSize}`, dpi: 72 };
  const { info } = await sharp({ text: input }).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: fontSize };
};

/** From the middle of a line down to its baseline, of the letters' size: half of a capital's height. */
const baseline = 0.36;

/** A line as a picture of so many pixels, its letters in the middle, all lines on the same baseline. */
function printLetters(text: string, fontSize: number, colour: string, width: number, height: number): Buffer {
  const place = `x="${width / 2}" y="${height / 2 + baseline * fontSize}" text-anchor="middle"`;
  const look = `font-family="${families.join(",")}" font-size="${fontSize}" fill="${colour}" xml:space="preserve"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`;
  return Buffer.from(`${svg}<text ${place} ${look}>${escaped(text)}</text></svg>`);
}

/** Measures each text once. */
function remembering(measure: Measure): Measure {
  const known = new Map<string, ReturnType<Measure>>();
  return (text, fontSize) => {
    const key = `${fontSize} ${text}`;
    const found = known.get(key) ?? measure(text, fontSize);
    known.set(key, found);
    return found;
  };
}

/** How thick the line is that strikes a text through, pixels. */
const strike = 4;

/** A line, and a bar through what is not active. Nothing is larger than the sheet. */
function overlaysOf(
  { text, fontSize, centre, width, isActive }: PlacedLine,
  sheet: SheetOrder["cell"],
): OverlayOptions[] {
  if (printable(text) === "") return [];
  const at = (size: { width: number; height: number }) => ({
    left: Math.round(centre.x - size.width / 2),
    top: Math.round(centre.y - size.height / 2),
  });
  const room = {
    width: Math.min(sheet.width, Math.ceil(width) + fontSize),
    height: Math.min(sheet.height, fontSize * 2),
  };
  const colour = isActive ? ink : faded;
  const drawn = { input: printLetters(printable(text), fontSize, colour, room.width, room.height), ...at(room) };
  if (isActive) return [drawn];
  const bar = { width: Math.min(sheet.width, Math.max(1, Math.round(width))), height: strike };
  return [drawn, { input: { create: { ...bar, channels: 3, background: faded } }, ...at(bar) }];
}

/** A picture of another size than its cell stands in the middle of it; a cell without a picture stays empty. */
function pictureOverlay(image: RgbImage | undefined, cell: SheetOrder["cell"], corner: { x: number; y: number }) {
  if (!image) return [];
  const { width, height, data } = image;
  const left = corner.x + Math.floor((cell.width - width) / 2);
  const top = corner.y + Math.floor((cell.height - height) / 2);
  return [
    {
      input: Buffer.from(data.buffer, data.byteOffset, data.byteLength),
      raw: { width, height, channels: 3 as const },
      left,
      top,
    },
  ];
}

/**
 * A sheet of pictures with legends, as {@link layOutSheet} places them. `pictures` row by row; one that could not be made
 * is undefined. No picture may be larger than a cell.
 */
export async function drawSheet(order: SheetOrder, pictures: readonly (RgbImage | undefined)[]): Promise<RgbImage> {
  const layout = await layOutSheet(order, remembering(measureLetters));
  const overlays: OverlayOptions[] = layout.cells.flatMap((corner, i) =>
    pictureOverlay(pictures[i], order.cell, corner),
  );
  for (const line of layout.lines) overlays.push(...overlaysOf(line, layout));
  const { width, height } = layout;
  const { data } = await sharp({ create: { width, height, channels: 3, background: paper } })
    .composite(overlays)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data };
}

/** The size that all pictures of a sheet have room in. */
export const cellFor = (pictures: readonly (RgbImage | undefined)[]): SheetOrder["cell"] => ({
  width: Math.max(1, ...pictures.map((image) => image?.width ?? 0)),
  height: Math.max(1, ...pictures.map((image) => image?.height ?? 0)),
});
