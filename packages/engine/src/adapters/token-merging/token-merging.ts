import type { Graph, Layer } from "../../graph/graph.ts";
import type { TokenMerger } from "../../graph/unet.ts";
import type { Value } from "../../graph/value.ts";
import type { MergePlan } from "./plan-merge.ts";

/** Inputs of the graph, all int64: {@link mergeFeeds} fills them. */
const names = {
  sources: "mergeSources",
  targets: "mergeTargets",
  places: "mergePlaces",
  ranks: "mergeRanks",
  count: "mergeCount",
} as const;

/**
 * Token merging: of every 2 × 2 tokens one is a target; the `count` of the others that are most like a target become one
 * with it, as their mean, for the picture's attention to itself. Which places are which, and the count, are inputs: another
 * size or ratio needs no other graph.
 *
 * Source: Bolya & Hoffman 2023, arXiv 2303.17604; matches `tomesd` 0.1.3 as AUTOMATIC1111 calls it (`use_rand` False,
 * attention only, `max_downsample` 1) to float32 rounding.
 */
export function tokenMerger(g: Graph): TokenMerger {
  const input = (name: string, size: number | string) => g.input(name, "int64", [size], 1);
  const sources = input(names.sources, "MS");
  const targets = input(names.targets, "MD");
  const places = input(names.places, "MT");
  const ranks = input(names.ranks, "MT");
  const count = input(names.count, 1);
  const at = (x: Value, indices: Value) => g.op("Gather", [x, indices], { axis: 1 }, x.channels);
  const last = (x: Value) => g.op("Unsqueeze", [x, g.ints([-1])], {}, 1);
  const rowsAt = (x: Value, indices: Value) => g.op("GatherND", [x, last(indices)], { batch_dims: 1 }, x.channels);
  const slice = (x: Value, from: Value, to: Value, axis: number) =>
    g.op("Slice", [x, from, to, g.ints([axis])], {}, x.channels);
  const sizeOf = (x: Value, axis: number) => g.op("Shape", [x], { start: axis, end: axis + 1 }, 1);
  const like = (row: Value, x: Value) => g.op("Expand", [row, g.op("Shape", [x], { end: 2 })], {}, 1);

  return (_, tokens) => {
    const [source, target] = [at(tokens, sources), at(tokens, targets)];
    const unit = (x: Value) => g.op("Div", [x, g.op("ReduceL2", [x, g.ints([-1])], { keepdims: 1 })]);
    const alike = g.op("MatMul", [unit(source), g.op("Transpose", [unit(target)], { perm: [0, 2, 1] })]);
    const best = g.op("ReduceMax", [alike, g.ints([-1])], { keepdims: 0 }, 1);
    const nearest = g.op("ArgMax", [alike], { axis: -1, keepdims: 0 }, 1);
    const [, order] = g.ops("TopK", [best, sizeOf(sources, 0)], { axis: -1 }, 2) as readonly [Value, Value];
    const moving = slice(order, g.ints([0]), count, 1);
    const staying = slice(order, count, sizeOf(sources, 0), 1);
    const goal = g.op("GatherElements", [nearest, moving], { axis: 1 }, 1);

    const one = g.floats([1], [1, 1]);
    const joined = g.op(
      "ScatterElements",
      [like(one, target), goal, like(one, goal)],
      { axis: 1, reduction: "add" },
      1,
    );
    const merge: Layer = (_g, x) => {
      const [from, to] = [at(x, sources), at(x, targets)];
      const moved = rowsAt(from, moving);
      const spread = g.op("Expand", [last(goal), g.op("Shape", [moved])], {}, x.channels);
      const sums = g.op("ScatterElements", [to, spread, moved], { axis: 1, reduction: "add" }, x.channels);
      const means = g.op("Div", [sums, last(joined)], {}, x.channels);
      return g.op("Concat", [rowsAt(from, staying), means], { axis: 1 }, x.channels);
    };
    const unmerge: Layer = (_g, x) => {
      const left = sizeOf(staying, 1);
      const ofStaying = like(slice(ranks, g.ints([0]), left, 0), staying);
      const ofTargets = g.add(slice(ranks, g.ints([0]), sizeOf(targets, 0), 0), left);
      const ofOrder = g.op("Concat", [g.add(goal, left), ofStaying], { axis: 1 }, 1);
      const ofSources = g.op("ScatterElements", [order, order, ofOrder], { axis: 1 }, 1);
      const all = g.op("Concat", [ofSources, like(ofTargets, target)], { axis: 1 }, 1);
      return rowsAt(x, at(all, places));
    };
    return { merge, unmerge };
  };
}

const int64 = (values: readonly number[]) =>
  ({ type: "int64", shape: [values.length], data: BigInt64Array.from(values, BigInt) }) as const;

/** Values for the inputs that {@link tokenMerger} declares. */
export const mergeFeeds = ({ sources, targets, places, count }: MergePlan) => ({
  [names.sources]: int64(sources),
  [names.targets]: int64(targets),
  [names.places]: int64(places),
  [names.ranks]: int64(places.map((_, rank) => rank)),
  [names.count]: int64([count]),
});
