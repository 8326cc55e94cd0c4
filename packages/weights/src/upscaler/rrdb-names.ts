import type { TensorScope } from "../tensor-scope.ts";
import { countOf } from "./shapes.ts";

/** One dense block: five convolutions, each of which sees what all before it gave; ESRGAN+ has a shortcut besides. */
export interface DenseBlock {
  readonly convs: readonly TensorScope[];
  readonly shortcut: TensorScope | undefined;
}

/** The convolutions of an ESRGAN network by what they do, whatever the file calls them. */
export interface RrdbParts {
  readonly first: TensorScope;
  /** Three dense blocks each. */
  readonly blocks: readonly (readonly DenseBlock[])[];
  readonly body: TensorScope;
  /** Each after a doubling. */
  readonly ups: readonly TensorScope[];
  readonly beforeLast: TensorScope;
  readonly last: TensorScope;
}

/** How one generation of programs named the parts. */
interface Names {
  readonly mark: string;
  readonly first: string;
  readonly block: (i: number) => string;
  readonly dense: (n: number) => string;
  readonly conv: (n: number) => string;
  readonly body: (blocks: number) => string;
  readonly up: (n: number) => string;
  readonly beforeLast: (ups: number) => string;
  readonly last: (ups: number) => string;
}

/** Source: xinntao's ESRGAN (old, then new), BSRGAN and RealSR, BasicSR's `RRDBNet`. */
const generations: readonly Names[] = [
  {
    mark: "model.1.sub.0.RDB1",
    first: "model.0",
    block: (i) => `model.1.sub.${i}`,
    dense: (n) => `RDB${n}`,
    conv: (n) => `conv${n}.0`,
    body: (blocks) => `model.1.sub.${blocks}`,
    up: (n) => `model.${3 * n}`,
    beforeLast: (ups) => `model.${3 * ups + 2}`,
    last: (ups) => `model.${3 * ups + 4}`,
  },
  {
    mark: "RRDB_trunk.0.RDB1",
    first: "conv_first",
    block: (i) => `RRDB_trunk.${i}`,
    dense: (n) => `RDB${n}`,
    conv: (n) => `conv${n}`,
    body: () => "trunk_conv",
    up: (n) => `upconv${n}`,
    beforeLast: () => "HRconv",
    last: () => "conv_last",
  },
  {
    mark: "body.0.rdb1",
    first: "conv_first",
    block: (i) => `body.${i}`,
    dense: (n) => `rdb${n}`,
    conv: (n) => `conv${n}`,
    body: () => "conv_body",
    up: (n) => `conv_up${n}`,
    beforeLast: () => "conv_hr",
    last: () => "conv_last",
  },
];

/** Finds the parts of an ESRGAN network, of any generation; undefined where the tensors are of something else. */
export function findRrdb(w: TensorScope): RrdbParts | undefined {
  const names = generations.find(({ mark, first }) => w.has(mark) && w.has(`${first}.weight`));
  if (!names) return undefined;
  const firstDense = names.dense(1);
  const blocks = countOf((i) => w.has(`${names.block(i)}.${firstDense}`));
  const ups = countOf((n) => w.has(`${names.up(n)}.weight`), 1);
  const dense = (scope: TensorScope): DenseBlock => ({
    convs: [1, 2, 3, 4, 5].map((n) => scope.at(names.conv(n))),
    shortcut: scope.has("conv1x1.weight") ? scope.at("conv1x1") : undefined,
  });
  return {
    first: w.at(names.first),
    blocks: Array.from({ length: blocks }, (_, i) => {
      const block = w.at(names.block(i));
      return [1, 2, 3].map((n) => dense(block.at(names.dense(n))));
    }),
    body: w.at(names.body(blocks)),
    ups: Array.from({ length: ups }, (_, i) => w.at(names.up(i + 1))),
    beforeLast: w.at(names.beforeLast(ups)),
    last: w.at(names.last(ups)),
  };
}
