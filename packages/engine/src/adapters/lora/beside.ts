import { missingInputs, type WeightTensor } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import type { ProductLayer } from "../../graph/hooks.ts";
import type { Value } from "../../graph/value.ts";
import type { Change } from "./change.ts";
import { product } from "./delta.ts";
import { rankMask, type StrengthValues } from "./strengths.ts";

type LowRank = Extract<Change["module"], { kind: "lowRank" }>;
type Plain = Change & { readonly module: LowRank };

const joined = (g: Graph, values: readonly Value[], axis: number): Value =>
  values.length === 1 && values[0] ? values[0] : g.op("Concat", values, { axis });

/** Strength and scale of every rank of every LoRA: [ranks together]. */
const rankStrengths = (g: Graph, strengths: StrengthValues, changes: readonly Plain[]): Value =>
  joined(
    g,
    changes.map(({ module, lora, ranks }) =>
      g.mul(rankMask(g, module.up.shape[1] ?? module.rank, ranks), strengths.of(lora, module.scale)),
    ),
    0,
  );

/** bias + Σ strength·up(down(x)), all LoRAs as one: their ranks stand side by side. x [M, C] → [M, rows]. */
export function besideMatrix(
  g: Graph,
  strengths: StrengthValues,
  changes: readonly Plain[],
  { x, bias }: Extract<ProductLayer, { kind: "linear" }>,
  [from, to]: readonly [number, number],
): Value {
  const downs = changes.map(({ module: { down, rank } }) => g.originalWeight(down, { shape: [rank, x.channels] }));
  const ups = changes.map(({ module: { up, rank } }) =>
    g.originalWeight(up, { rows: [from, to], shape: [to - from, rank] }),
  );
  const which = changes.map(({ module, lora }) => `${lora} ${module.name}`).join();
  const scaled = strengths.once(`${x.name} ${which}`, () =>
    g.mul(g.op("Gemm", [x, joined(g, downs, 0)], { transB: 1 }), rankStrengths(g, strengths, changes)),
  ); // a gated feed-forward asks for its halves one after the other
  const up = joined(g, ups, 1);
  return g.op("Gemm", bias ? [scaled, up, bias] : [scaled, up], { transB: 1 }, to - from);
}

/** The same for a convolution: `down` has its kernel, `up` is 1×1. x [N, C, H, W] → [N, rows, H′, W′]. */
export function besideConvolution(
  g: Graph,
  strengths: StrengthValues,
  changes: readonly Plain[],
  weight: WeightTensor,
  { x, bias, stride, pads }: Extract<ProductLayer, { kind: "conv" }>,
): Value {
  const [rows = 1, inputs = 1, height = 1, width = 1] = weight.shape;
  const whole = { kernel_shape: [height, width], strides: [stride, stride], pads };
  const point = { kernel_shape: [1, 1] };
  const kernel = (change: Plain): Value => {
    const { down, rank } = change.module;
    const missing = missingInputs(change.module, change.target);
    const stored = g.originalWeight(down, { shape: [rank, inputs - missing, height, width] });
    return missing === 0 ? stored : g.op("Pad", [stored, g.ints([0, 0, 0, 0, 0, missing, 0, 0])]);
  };
  const tucker = ({ module: { down, mid, rank } }: Plain): Value => {
    const narrow = g.op("Conv", [x, g.originalWeight(down, { shape: [rank, inputs, 1, 1] })], point, rank);
    return g.op("Conv", [narrow, g.originalWeight(mid ?? down)], whole);
  };
  const plain = changes.filter(({ module }) => !module.mid);
  const cored = changes.filter(({ module }) => module.mid);
  const downs = cored.map(tucker);
  if (plain.length > 0) downs.unshift(g.op("Conv", [x, joined(g, plain.map(kernel), 0)], whole));
  const order = [...plain, ...cored];
  const factors = g.op("Reshape", [rankStrengths(g, strengths, order), g.ints([1, -1, 1, 1])]);
  const ups = order.map(({ module: { up } }) => {
    const matrix = [rows, product(up.shape) / rows, 1, 1];
    return g.originalWeight(up, { shape: matrix });
  });
  const scaled = g.mul(joined(g, downs, 1), factors);
  const up = joined(g, ups, 1);
  return g.op("Conv", bias ? [scaled, up, bias] : [scaled, up], point, rows);
}
