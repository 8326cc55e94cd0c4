/** Values in rising order, and the share of all that is not larger than each. */
interface Distribution {
  readonly values: ArrayLike<number>;
  readonly shares: Float64Array;
}

/**
 * For each value of `from`, the value that stands at the same share of `to`, linear between two of them.
 * Source: scikit-image 0.21 `_match_cumulative_cdf`, numpy `interp`; equal to both.
 */
function match(from: Distribution, to: Distribution): Float64Array {
  const last = to.values.length - 1;
  const out = new Float64Array(from.values.length);
  let j = 0; // shares rise, so it only goes on
  for (let i = 0; i < out.length; i++) {
    const share = from.shares[i]!;
    while (j < last && to.shares[j + 1]! <= share) j++;
    if (j === last || share <= to.shares[0]!) out[i] = to.values[j]!;
    else {
      const slope = (to.values[j + 1]! - to.values[j]!) / (to.shares[j + 1]! - to.shares[j]!);
      out[i] = share === to.shares[j] ? to.values[j]! : slope * (share - to.shares[j]!) + to.values[j]!;
    }
  }
  return out;
}

/** How many bytes of each level, of those at `offset`, `offset + stride`, … */
export function countLevels(data: Uint8Array, offset: number, stride: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = offset; i < data.length; i += stride) counts[data[i]!]!++;
  return counts;
}

function distributionOf(counts: Uint32Array): Distribution {
  const values = [...counts.keys()].filter((level) => counts[level]! > 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  const shares = Float64Array.from(values, (level) => {
    sum += counts[level]!;
    return sum / total;
  });
  return { values, shares };
}

/** What each level becomes so that `from` is distributed like `to`; decimals are cut off. Of levels that `from` lacks: 0. */
export function matchLevels(from: Uint32Array, to: Uint32Array): Uint8Array {
  const own = distributionOf(from);
  const matched = match(own, distributionOf(to));
  const table = new Uint8Array(256);
  Array.from(own.values).forEach((level, i) => {
    table[level] = matched[i]!;
  });
  return table;
}

/** `from` with the distribution of `to`; neither is empty. */
export function matchHistogram(from: Float64Array, to: Float64Array): Float64Array {
  const own = distributionOfValues(from);
  const matched = match(own, distributionOfValues(to));
  return from.map((value) => matched[placeOf(own.values, value)]!);
}

/** Where a value stands among rising ones. */
function placeOf(values: ArrayLike<number>, value: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (values[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

function distributionOfValues(data: Float64Array): Distribution {
  const sorted = data.toSorted();
  const values: number[] = [];
  const shares: number[] = [];
  for (let i = 0; i < sorted.length; i++)
    if (i === sorted.length - 1 || sorted[i + 1] !== sorted[i]) {
      values.push(sorted[i]!);
      shares.push((i + 1) / sorted.length);
    }
  return { values, shares: Float64Array.from(shares) };
}
