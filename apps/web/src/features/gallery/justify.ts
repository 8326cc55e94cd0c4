/** Width and height of a picture, pixels; only their ratio counts. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface JustifiedRow {
  /** Which pictures, `start` ≤ i < `end`. */
  readonly start: number;
  readonly end: number;
  /** CSS pixels. */
  readonly height: number;
}

export interface JustifiedLayout {
  readonly rows: readonly JustifiedRow[];
  /** Of all rows and the gaps after them, CSS pixels. */
  readonly height: number;
}

const aspect = ({ width, height }: Size) => Math.min(4, Math.max(0.25, width / height));

/**
 * Pictures in rows that all fill `width` exactly, as near to `target` height as evenly cut rows come; only what is too
 * little for one row stays at `target`. Balanced rather than greedy, so that blocks of pictures follow each other without
 * a ragged row between them.
 *
 * Units: CSS pixels. Every height includes no gap; `gap` lies between pictures and below rows.
 */
export function justify(sizes: readonly Size[], width: number, target: number, gap: number): JustifiedLayout {
  if (sizes.length === 0 || width <= 0) return { rows: [], height: 0 };
  const total = sizes.reduce((sum, size) => sum + aspect(size) * target + gap, 0);
  const count = Math.min(sizes.length, Math.max(1, Math.round(total / width)));
  const isShort = total < width * shortRow;
  const rows = cut(sizes, count).map(({ start, end }) => {
    const ratio = sizes.slice(start, end).reduce((sum, size) => sum + aspect(size), 0);
    const room = width - gap * (end - start - 1);
    return { start, end, height: isShort ? Math.min(target, room / ratio) : room / ratio };
  });
  return { rows, height: rows.reduce((sum, row) => sum + row.height + gap, 0) };
}

/** Less than this share of a row's width is not stretched over it. */
const shortRow = 0.75;

/** Cuts into `count` runs, none empty, whose ratios come near to equal. */
function cut(sizes: readonly Size[], count: number): { start: number; end: number }[] {
  const total = sizes.reduce((sum, size) => sum + aspect(size), 0);
  const runs: { start: number; end: number }[] = [];
  let start = 0;
  let passed = 0;
  for (const [i, size] of sizes.entries()) {
    passed += aspect(size);
    const runsLeft = count - runs.length - 1;
    const mustEnd = sizes.length - i - 1 === runsLeft;
    const isFull = passed + aspect(size) / 2 >= (total * (runs.length + 1)) / count;
    if (i === sizes.length - 1 || (runsLeft > 0 && (mustEnd || isFull))) {
      runs.push({ start, end: i + 1 });
      start = i + 1;
    }
  }
  return runs;
}

/** Width of a picture in a row of `height`. */
export const widthInRow = (size: Size, height: number): number => aspect(size) * height;
