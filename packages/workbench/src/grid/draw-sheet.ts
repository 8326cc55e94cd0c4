import type { RgbImage } from "@danfang/domain";
import sharp, { type OverlayOptions } from "sharp";
import { layOutSheet, type Measure, type PlacedLine, type SheetOrder } from "./sheet-layout.ts";

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

/** A line as a picture of just its letters. Letters are set by pango: any script, with substitutes for what is missing. */
async function letters(text: string, fontSize: number, colour: string) {
  const markup = `<span foreground="${colour}">${escaped(text)}</span>`;
  const font = `${families.join(",")} ${fontSize}`;
  const { data, info } = await sharp({ text: { text: markup, font, rgba: true, dpi: 72 } })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Control characters, which no font has and markup forbids, stand for nothing. */
const printable = (text: string) => text.replace(/\p{Cc}/gu, " ").trim();

const measureLetters: Measure = async (text, fontSize) => {
  const { width, height } =
    printable(text) === "" ? { width: 0, height: 0 } : await letters(printable(text), fontSize, ink);
  return { width, height };
};

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

async function overlaysOf({ text, fontSize, centre, width, isActive }: PlacedLine): Promise<OverlayOptions[]> {
  if (printable(text) === "") return [];
  const set = await letters(printable(text), fontSize, isActive ? ink : faded);
  const at = (size: { width: number; height: number }) => ({
    left: Math.round(centre.x - size.width / 2),
    top: Math.round(centre.y - size.height / 2),
  });
  const drawn = { input: set.data, ...at(set) };
  if (isActive) return [drawn];
  const bar = { width: Math.max(1, Math.round(width)), height: strike };
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
  for (const line of layout.lines) overlays.push(...(await overlaysOf(line)));
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
