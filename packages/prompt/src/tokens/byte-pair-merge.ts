/** Token that a pair of neighbours becomes, or undefined. A smaller token was learned earlier and is merged first. */
export type MergeOf = (left: number, right: number) => number | undefined;

/**
 * Byte pair encoding of one word: merges the earliest learned pair, leftmost first, until no neighbours merge.
 *
 * Takes O(n log n) for a word of n symbols, so a megabyte without a space is no trap. Source: Sennrich et al. 2016,
 * arXiv 1508.07909; same result as CLIP's `bpe`, which searches the whole word again for each merge.
 */
export function mergePairs(symbols: readonly number[], mergeOf: MergeOf): number[] {
  const token = Int32Array.from(symbols);
  const end = symbols.length;
  const next = Int32Array.from(symbols, (_, i) => i + 1);
  const previous = Int32Array.from(symbols, (_, i) => i - 1);
  const queue = new Queue();
  const offer = (at: number) => {
    if (at < 0 || next[at]! >= end) return;
    const merged = mergeOf(token[at]!, token[next[at]!]!);
    if (merged !== undefined) queue.push(merged * positions + at);
  };
  for (let i = 0; i < end; i++) offer(i);

  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const at = key % positions;
    const merged = (key - at) / positions;
    const right = next[at]!;
    if (right >= end || token[at] === gone || mergeOf(token[at]!, token[right]!) !== merged) continue; // outdated
    token[at] = merged;
    token[right] = gone;
    next[at] = next[right]!;
    if (next[right]! < end) previous[next[right]!] = at;
    offer(previous[at]!);
    offer(at);
  }
  return Array.from(token.filter((id) => id !== gone));
}

const gone = -1;
/** More than any word has symbols; a token times this is still an exact number. */
const positions = 2 ** 32;

/** Smallest first. A binary heap. */
class Queue {
  readonly #keys: number[] = [];

  push(key: number): void {
    const keys = this.#keys;
    let i = keys.length;
    keys.push(key);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (keys[parent]! <= key) break;
      keys[i] = keys[parent]!;
      i = parent;
    }
    keys[i] = key;
  }

  pop(): number | undefined {
    const keys = this.#keys;
    const top = keys[0];
    const last = keys.pop();
    if (last === undefined || keys.length === 0) return top;
    let i = 0;
    for (let child = 1; child < keys.length; child = 2 * i + 1) {
      if (child + 1 < keys.length && keys[child + 1]! < keys[child]!) child++;
      if (keys[child]! >= last) break;
      keys[i] = keys[child]!;
      i = child;
    }
    keys[i] = last;
    return top;
  }
}
