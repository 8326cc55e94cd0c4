import { fitLegend, gapOf, leastFontSize, type Measure } from "./legend-lines.ts";

/** One text beside or above cells; what is not active is struck through. */
interface Legend {
  readonly text: string;
  readonly isActive?: boolean;
}

export interface SheetOrder {
  /** Pixels. */
  readonly cell: { readonly width: number; readonly height: number };
  /** Above each column, and left of each row; as many as there are. */
  readonly columns: readonly (readonly Legend[])[];
  readonly rows: readonly (readonly Legend[])[];
  /** Between cells, pixels. */
  readonly margin: number;
}

/** One line of text, placed by its middle. */
export interface PlacedLine {
  readonly text: string;
  readonly isActive: boolean;
  readonly fontSize: number;
  readonly centre: { readonly x: number; readonly y: number };
  readonly width: number;
}

export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  /** Upper left corner of each cell, row by row. */
  readonly cells: readonly { readonly x: number; readonly y: number }[];
  readonly lines: readonly PlacedLine[];
}

interface Line extends Legend {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly fontSize: number;
}

/** Lines of texts that stand below one another. */
async function linesOf(legends: readonly Legend[], room: Room, measure: Measure): Promise<Line[]> {
  const lines: Line[] = [];
  const each = { ...room, height: room.height / Math.max(1, legends.length) };
  for (const legend of legends) {
    const fitted = await fitLegend(legend.text, each, measure);
    for (const text of fitted.lines)
      lines.push({ ...legend, text, ...(await measure(text, fitted.fontSize)), fontSize: fitted.fontSize });
  }
  return lines;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
/** Lines with the gaps between them. */
const heightOf = (lines: readonly Line[]) =>
  Math.max(0, sum(lines.map(({ height, fontSize }) => height + gapOf(fontSize))) - gapOf(lines.at(-1)?.fontSize ?? 0));

/** Lines below one another, each centred on x; `top` is where the first begins. */
function place(lines: readonly Line[], x: number, top: number): PlacedLine[] {
  let y = top;
  return lines.map(({ text, isActive = true, fontSize, width, height }) => {
    const centre = { x, y: y + height / 2 };
    y += height + gapOf(fontSize);
    return { text, isActive, fontSize, width, centre };
  });
}

/** Beside small pictures there is room for so many letters nevertheless. */
const leastLetters = 8;

/**
 * Where everything is on a sheet of pictures with legends above and on the left, as the WebUI draws it: letters a
 * twenty-fifth of width plus height of a cell, three quarters of a cell for the texts of rows where there are any, lines
 * wrapped and made smaller until they fit.
 *
 * Source: AUTOMATIC1111 `images.draw_grid_annotations`, its geometry; other than there, letters never are too small to be
 * read, no text is longer than a cell is high, and Chinese breaks between its characters.
 */
export async function layOutSheet({ cell, columns, rows, margin }: SheetOrder, measure: Measure): Promise<SheetLayout> {
  const fontSize = Math.max(leastFontSize, Math.floor((cell.width + cell.height) / 25));
  const gap = gapOf(fontSize);
  const hasRowTexts = rows.some((legends) => legends.some(({ text }) => text !== ""));
  const left = hasRowTexts ? Math.max(Math.floor((cell.width * 3) / 4), fontSize * leastLetters) : 0;
  const above: Line[][] = [];
  for (const legends of columns) above.push(await linesOf(legends, { ...cell, fontSize }, measure));
  const beside: Line[][] = [];
  for (const legends of rows)
    beside.push(await linesOf(legends, { width: left - gap, height: cell.height, fontSize }, measure));

  const heights = above.map(heightOf);
  const top = sum(heights) === 0 ? 0 : Math.ceil(Math.max(...heights) + gap * 2);
  const step = { x: cell.width + margin, y: cell.height + margin };
  const cells = rows.flatMap((_, row) =>
    columns.map((__, column) => ({ x: left + step.x * column, y: top + step.y * row })),
  );
  return {
    width: left + step.x * columns.length - margin,
    height: top + step.y * rows.length - margin,
    cells,
    lines: [
      ...above.flatMap((lines, i) => place(lines, left + step.x * i + cell.width / 2, (top - heights[i]!) / 2)),
      ...beside.flatMap((lines, i) => {
        const from = top + step.y * i + (cell.height - heightOf(lines)) / 2;
        return place(lines, left / 2, from);
      }),
    ],
  };
}
