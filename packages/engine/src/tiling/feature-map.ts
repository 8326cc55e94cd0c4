/** What lies between two layers, for one picture: [channels, height, width], flat. */
export interface FeatureMap {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
}

/** A stretch of rows or columns, [from, to); it may reach beyond the map where edges wrap. */
export type Span = readonly [from: number, to: number];

export const blankMap = (channels: number, height: number, width: number): FeatureMap => ({
  channels,
  height,
  width,
  data: new Float32Array(channels * height * width),
});

/** A part of a map as [1, channels, rows, columns], put into `space`; beyond an edge the opposite one follows. */
export function gather(
  { channels, height, width, data }: FeatureMap,
  rows: Span,
  columns: Span,
  space: Float32Array,
): Float32Array {
  const [top, bottom] = rows;
  const [left, right] = columns;
  const part = space.subarray(0, channels * (bottom - top) * (right - left));
  const isInside = left >= 0 && right <= width;
  let to = 0;
  for (let c = 0; c < channels; c++)
    for (let y = top; y < bottom; y++) {
      const row = (c * height + ((y + height) % height)) * width;
      if (isInside) part.set(data.subarray(row + left, row + right), to);
      else for (let x = left; x < right; x++) part[to + x - left] = data[row + ((x + width) % width)]!;
      to += right - left;
    }
  return part;
}

/** Where a part goes: the cells of it that are meant, and the place of the first of them. */
export interface Place {
  /** Rows and columns of the whole part. */
  readonly partHeight: number;
  readonly partWidth: number;
  /** How many of its rows and columns are left out at the top and on the left. */
  readonly skipRows: number;
  readonly skipColumns: number;
  readonly rows: Span;
  readonly columns: Span;
}

/** Writes a part into a map, or adds it to what is there. */
export function scatter(part: Float32Array, place: Place, target: FeatureMap, how: "set" | "add"): void {
  const { channels, height, width, data } = target;
  const [left, right] = place.columns;
  for (let c = 0; c < channels; c++)
    for (let y = place.rows[0]; y < place.rows[1]; y++) {
      const from = (c * place.partHeight + y - place.rows[0] + place.skipRows) * place.partWidth + place.skipColumns;
      const to = (c * height + y) * width + left;
      if (how === "set") data.set(part.subarray(from, from + right - left), to);
      else for (let x = 0; x < right - left; x++) data[to + x]! += part[from + x]!;
    }
}

/**
 * Mean and 1/√(variance + ε) of each group of channels over the whole map, one number per channel; summed in float64,
 * so nothing is lost however large the map is.
 */
export function groupStatistics(map: FeatureMap, groups: number, epsilon: number) {
  const { channels, data } = map;
  const size = data.length / groups;
  const mean = new Float32Array(channels);
  const rstd = new Float32Array(channels);
  for (let group = 0; group < groups; group++) {
    let sum = 0;
    let squares = 0;
    for (let i = group * size; i < (group + 1) * size; i++) {
      const value = data[i]!;
      sum += value;
      squares += value * value;
    }
    const average = sum / size;
    const width = channels / groups;
    mean.fill(average, group * width, (group + 1) * width);
    rstd.fill(1 / Math.sqrt(Math.max(0, squares / size - average ** 2) + epsilon), group * width, (group + 1) * width);
  }
  return { mean, rstd };
}
