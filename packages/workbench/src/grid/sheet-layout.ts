/** Width and height of a text in pixels, at a font size in pixels. */
export type Measure = (text: string, fontSize: number) => Promise<{ readonly width: number; readonly height: number }>;

/** One text beside or above cells; what is not active is struck through. */
export interface Legend {
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

/** Breaks a text at its spaces so that lines fit; a word that is too long stays whole. */
async function wrap(text: string, fontSize: number, allowed: number, measure: Measure): Promise<string[]> {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    const isFirst = lines.length === 0;
    if (isFirst || (await measure(longer, fontSize)).width > allowed) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** The largest size, no larger than `fontSize`, at which a line fits. */
async function shrink(text: string, fontSize: number, allowed: number, measure: Measure): Promise<number> {
  const { width } = await measure(text, fontSize);
  if (width <= allowed) return fontSize;
  let size = Math.max(1, Math.floor((fontSize * allowed) / width)); // near; widths are not quite proportional
  while (size > 1 && (await measure(text, size)).width > allowed) size--;
  return size;
}

async function linesOf(
  legends: readonly Legend[],
  fontSize: number,
  allowed: number,
  measure: Measure,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const legend of legends)
    for (const text of await wrap(legend.text, fontSize, allowed, measure)) {
      const { width, height } = await measure(text, fontSize);
      lines.push({ ...legend, text, width, height, fontSize: await shrink(text, fontSize, allowed, measure) });
    }
  return lines;
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const heightOf = (lines: readonly Line[], gap: number) => sum(lines.map(({ height }) => height + gap));

/** Lines below one another, each centred on x; `top` is where the first begins. */
function place(lines: readonly Line[], x: number, top: number, gap: number): PlacedLine[] {
  let y = top;
  return lines.map(({ text, isActive = true, fontSize, width, height }) => {
    const centre = { x, y: y + height / 2 };
    y += height + gap;
    return { text, isActive, fontSize, width, centre };
  });
}

/**
 * Where everything is on a sheet of pictures with legends above and on the left, as the WebUI draws it: letters a
 * twenty-fifth of width plus height of a cell, three quarters of a cell for the texts of rows where there are any, lines
 * wrapped at spaces and made smaller until they fit.
 *
 * Source: AUTOMATIC1111 `images.draw_grid_annotations`; its geometry, with other letters.
 */
export async function layOutSheet({ cell, columns, rows, margin }: SheetOrder, measure: Measure): Promise<SheetLayout> {
  const fontSize = Math.max(1, Math.floor((cell.width + cell.height) / 25));
  const gap = Math.floor(fontSize / 2);
  const hasRowTexts = rows.some((legends) => legends.some(({ text }) => text !== ""));
  const left = hasRowTexts ? Math.floor((cell.width * 3) / 4) : 0;
  const above: Line[][] = [];
  for (const legends of columns) above.push(await linesOf(legends, fontSize, cell.width, measure));
  const beside: Line[][] = [];
  for (const legends of rows) beside.push(await linesOf(legends, fontSize, left, measure));

  const heights = above.map((lines) => Math.max(0, heightOf(lines, gap) - gap));
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
      ...above.flatMap((lines, i) => place(lines, left + step.x * i + cell.width / 2, (top - heights[i]!) / 2, gap)),
      ...beside.flatMap((lines, i) => {
        const height = heightOf(lines, gap) - gap;
        return place(lines, left / 2, top + step.y * i + (cell.height - height) / 2, gap);
      }),
    ],
  };
}
