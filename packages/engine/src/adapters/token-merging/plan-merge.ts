/** Which tokens of a picture may go where. Positions count row by row. */
export interface MergePlan {
  /** Tokens that may become one with a target, rising. */
  readonly sources: readonly number[];
  /** The upper left token of every 2 × 2, rising. */
  readonly targets: readonly number[];
  /** Where each position stands in sources and targets, one list after the other. */
  readonly places: readonly number[];
  /** How many sources merge. */
  readonly count: number;
}

const stride = 2;

/**
 * `width` and `height` in tokens, `ratio` of all of them merges, at most every source. Rows and columns beyond the last
 * whole 2 × 2 are sources. Source: `tomesd` 0.1.3, `bipartite_soft_matching_random2d` with `no_rand`.
 */
export function planMerge(
  { width, height }: { readonly width: number; readonly height: number },
  ratio: number,
): MergePlan {
  const wholeWidth = Math.floor(width / stride) * stride;
  const wholeHeight = Math.floor(height / stride) * stride;
  const isTarget = (position: number) => {
    const [x, y] = [position % width, Math.floor(position / width)];
    return x < wholeWidth && y < wholeHeight && x % stride === 0 && y % stride === 0;
  };
  const all = Array.from({ length: width * height }, (_, position) => position);
  const targets = all.filter(isTarget);
  const sources = all.filter((position) => !isTarget(position));
  // A picture of one row has no target; the first token stands for one that nothing goes to.
  if (targets.length === 0) return withPlaces(all.slice(1), [0], 0);
  return withPlaces(sources, targets, Math.min(sources.length, Math.trunc(all.length * ratio)));
}

function withPlaces(sources: readonly number[], targets: readonly number[], count: number): MergePlan {
  const places: number[] = [];
  for (const [slot, position] of [...sources, ...targets].entries()) places[position] = slot;
  return { sources, targets, places, count };
}
