import type { Graph, Layer } from "../graph.ts";
import type { Value } from "../value.ts";

/** Sides of a picture's windows, in cells: everything else about them follows from the picture at hand. */
export interface WindowSize {
  readonly height: number;
  readonly width: number;
}

/** Height and width of a picture [N, C, H, W], as vectors of one number. */
export interface PictureSize {
  readonly height: Value;
  readonly width: Value;
}

export const sizeOf = (g: Graph, picture: Value): PictureSize => ({
  height: g.op("Shape", [picture], { start: 2, end: 3 }),
  width: g.op("Shape", [picture], { start: 3, end: 4 }),
});

const vector = (g: Graph, ...parts: readonly (number | Value)[]): Value =>
  g.op(
    "Concat",
    parts.map((part) => (typeof part === "number" ? g.ints([part]) : part)),
    { axis: 0 },
  );

/** A picture [1, C, H, W] as rows of cells [H·W, C]. */
export const cellsOf: Layer = (g, x) => {
  const last = g.op("Transpose", [x], { perm: [0, 2, 3, 1] });
  return g.op("Reshape", [last, g.ints([-1, x.channels])], {}, x.channels);
};

/** Rows of cells [H·W, C] back as a picture [1, C, H, W]. */
export const pictureOf =
  ({ height, width }: PictureSize): Layer =>
  (g, x) => {
    const shape = vector(g, 1, height, width, x.channels);
    const last = g.op("Reshape", [x, shape], {}, x.channels);
    return g.op("Transpose", [last], { perm: [0, 3, 1, 2] });
  };

/** Moves a picture [1, H, W, C] up and left by so many cells (down and right where negative), around its edges. */
function rolled(g: Graph, x: Value, [down, right]: readonly [number, number]): Value {
  const along = (picture: Value, by: number, axis: number) => {
    if (by === 0) return picture;
    const end = g.ints([2 ** 31 - 1]);
    const front = g.op("Slice", [picture, g.ints([by]), end, g.ints([axis])]);
    const back = g.op("Slice", [picture, g.ints([0]), g.ints([by]), g.ints([axis])]);
    return g.op("Concat", [front, back], { axis });
  };
  return along(along(x, down, 1), right, 2);
}

/** How cells are put into windows and taken out again. */
export interface Windows {
  readonly size: WindowSize;
  /** The picture's, a multiple of the windows'. */
  readonly of: PictureSize;
  /** By how many cells the picture is moved before it is cut; nothing where it stays. */
  readonly shift: readonly [down: number, right: number];
}

function counts(g: Graph, { of, size }: Windows) {
  const rows = g.op("Div", [of.height, g.ints([size.height])]);
  const columns = g.op("Div", [of.width, g.ints([size.width])]);
  return { rows, columns };
}

/** Cells [H·W, C] as windows [B, h·w, C], B = (H/h)·(W/w). */
export function toWindows(g: Graph, x: Value, windows: Windows): Value {
  const { of, size, shift } = windows;
  const { rows, columns } = counts(g, windows);
  const picture = g.op("Reshape", [x, vector(g, 1, of.height, of.width, x.channels)], {}, x.channels);
  const moved = rolled(g, picture, shift);
  const cut = g.op("Reshape", [moved, vector(g, rows, size.height, columns, size.width, x.channels)], {}, x.channels);
  const sorted = g.op("Transpose", [cut], { perm: [0, 2, 1, 3, 4] });
  return g.op("Reshape", [sorted, g.ints([-1, size.height * size.width, x.channels])], {}, x.channels);
}

/** Windows [B, h·w, C] back as cells [H·W, C]. */
export function fromWindows(g: Graph, x: Value, windows: Windows): Value {
  const { of, size, shift } = windows;
  const { rows, columns } = counts(g, windows);
  const cut = g.op("Reshape", [x, vector(g, rows, columns, size.height, size.width, x.channels)], {}, x.channels);
  const sorted = g.op("Transpose", [cut], { perm: [0, 2, 1, 3, 4] });
  const picture = g.op("Reshape", [sorted, vector(g, 1, of.height, of.width, x.channels)], {}, x.channels);
  const back = rolled(g, picture, [-shift[0], -shift[1]]);
  return g.op("Reshape", [back, g.ints([-1, x.channels])], {}, x.channels);
}

/** What keeps cells apart that only lie together because the picture was moved. Source: Liu et al. 2021, Swin. */
const apart = -100;

/**
 * What is added to the scores of cells in moved windows, [B, 1, h·w, h·w]: nothing for cells that lay side by side,
 * {@link apart} for others.
 */
export function movedMask(g: Graph, windows: Windows): Value {
  const { of, size, shift } = windows;
  const regions = (length: Value, side: number, by: number) => {
    const at = g.op("Range", [scalar(g, 0), g.op("Squeeze", [length]), scalar(g, 1)]);
    const after = (distance: number) => {
      const isAfter = g.op("GreaterOrEqual", [at, g.op("Sub", [length, g.ints([distance])])]);
      return g.op("Cast", [isAfter], { to: 1 });
    };
    return g.add(after(side), after(by));
  };
  const down = g.op("Reshape", [regions(of.height, size.height, shift[0]), g.ints([-1, 1])]);
  const right = g.op("Reshape", [regions(of.width, size.width, shift[1]), g.ints([1, -1])]);
  const region = g.add(g.mul(down, g.floats([3])), right);
  const cells = g.op("Reshape", [region, g.ints([-1, 1])], {}, 1);
  const unmoved = toWindows(g, cells, { ...windows, shift: [0, 0] }); // regions are counted in the moved picture
  const difference = g.op("Sub", [unmoved, g.op("Transpose", [unmoved], { perm: [0, 2, 1] })]);
  const isSame = g.op("Equal", [difference, g.floats([0])]);
  const mask = g.op("Where", [isSame, g.floats([0]), g.floats([apart])]);
  return g.op("Unsqueeze", [mask, g.ints([1])]);
}

const scalar = (g: Graph, value: number): Value => g.ints([value], []);

/** Of each two cells of a window, which of the (2h−1)(2w−1) ways they lie to each other: [(h·w)²]. */
export function relativePositions(g: Graph, { height, width }: WindowSize): Value {
  const cells = Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width] as const);
  const ways = cells.flatMap(([y, x]) =>
    cells.map(([v, u]) => (y - v + height - 1) * (2 * width - 1) + (x - u + width - 1)),
  );
  return g.ints(ways);
}

/** A bias by relative position, for every head: `table` [(2h−1)(2w−1), heads] → [1, heads, h·w, h·w]. */
export function positionBias(g: Graph, table: Value, positions: Value, cells: number): Value {
  const chosen = g.op("Gather", [table, positions], { axis: 0 });
  const square = g.op("Reshape", [chosen, g.ints([1, cells, cells, -1])]);
  return g.op("Transpose", [square], { perm: [0, 3, 1, 2] });
}
