/**
 * Measures the choices that the graphs are built on: several ways to write the same layer, in turn, in one run.
 *
 *     node packages/engine/src/graph/choices.bench.ts
 *
 * Prints the median time of each way and its ratio to the way that was chosen. docs/performance.md has one run.
 */
import { openOrt } from "../runtime/ort.ts";
import { float32, type Session } from "../runtime/runtime.ts";
import { Graph, type Layer } from "./graph.ts";
import { attention, silu } from "./layers.ts";
import type { Value } from "./value.ts";

const rounds = 5;
const random = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7) * 0.05);
const weight = (g: Graph, ...shape: number[]): Value => g.constant(random(shape.reduce((a, b) => a * b, 1)), shape);

/** Picture of the widest level of an SD1.5 UNet, guided, at 512×512; and of the VAE's last level. */
const unetPicture = [2, 320, 64, 64];
const vaePicture = [1, 128, 512, 512];
const tokens = [8192, 320];

const instance: Layer = (g, x) => {
  const grouped = g.op("Reshape", [x, g.ints([0, 32, -1])]);
  const ones = g.floats(Array<number>(32).fill(1));
  const zeros = g.floats(Array<number>(32).fill(0));
  const normal = g.op("InstanceNormalization", [grouped, ones, zeros], { epsilon: { float: 1e-6 } });
  const back = g.op("Reshape", [normal, g.op("Shape", [x])], {}, x.channels);
  return g.add(g.mul(back, weight(g, x.channels, 1, 1)), weight(g, x.channels, 1, 1));
};
const group: Layer = (g, x) =>
  g.op("GroupNormalization", [x, weight(g, x.channels), weight(g, x.channels)], {
    num_groups: 32,
    epsilon: { float: 1e-6 },
  });
const sigmoidTimes: Layer = (g, x) => g.mul(x, g.op("Sigmoid", [x]));
const gemm: Layer = (g, x) => g.op("Gemm", [x, weight(g, 1280, 320), weight(g, 1280)], { transB: 1 }, 1280);
const matMul: Layer = (g, x) =>
  g.add(g.op("MatMul", [x, g.op("Transpose", [weight(g, 1280, 320)], { perm: [1, 0] })], {}, 1280), weight(g, 1280));
const halves: Layer = (g, x) => {
  const half = () => g.op("Gemm", [x, weight(g, 1280, 320)], { transB: 1 }, 1280);
  return g.mul(half(), g.op("Gelu", [half()]));
};
const heads = 8;
const fused: Layer = (g, x) => attention(g, x, x, x, heads);
const threeOperators: Layer = (g, x) => {
  const split = (perm: number[]) => g.op("Transpose", [g.op("Reshape", [x, g.ints([0, 0, heads, 40])])], { perm });
  const scores = g.op("MatMul", [split([0, 2, 1, 3]), split([0, 2, 3, 1])]);
  const scaled = g.mul(scores, g.floats([1 / Math.sqrt(40)], [1]));
  const mixed = g.op("MatMul", [g.op("Softmax", [scaled], { axis: -1 }), split([0, 2, 1, 3])]);
  return g.op("Reshape", [g.op("Transpose", [mixed], { perm: [0, 2, 1, 3] }), g.ints([0, 0, 320])], {}, 320);
};
const nearest = { mode: "nearest", coordinate_transformation_mode: "asymmetric", nearest_mode: "floor" } as const;
const doubleThenConvolve: Layer = (g, x) =>
  g.op("Conv", [g.op("Resize", [x, undefined, g.floats([1, 1, 2, 2])], nearest), weight(g, 256, 256, 3, 3)], {
    kernel_shape: [3, 3],
    pads: [1, 1, 1, 1],
  });
const fourQuarters: Layer = (g, x) => {
  const quarter = (a: number, b: number) =>
    g.op("Conv", [x, weight(g, 256, 256, 2, 2)], { kernel_shape: [2, 2], pads: [1 - a, 1 - b, a, b] });
  const stacked = g.op("Concat", [quarter(0, 0), quarter(0, 1), quarter(1, 0), quarter(1, 1)], { axis: 1 });
  return g.op("DepthToSpace", [stacked], { blocksize: 2, mode: "DCR" });
};

interface Choice {
  readonly what: string;
  readonly shape: readonly number[];
  /** The chosen way first. */
  readonly ways: Readonly<Record<string, Layer>>;
}

const choices: readonly Choice[] = [
  {
    what: "group norm, UNet",
    shape: unetPicture,
    ways: { "InstanceNormalization + Mul + Add": instance, GroupNormalization: group },
  },
  {
    what: "group norm, VAE",
    shape: vaePicture,
    ways: { "InstanceNormalization + Mul + Add": instance, GroupNormalization: group },
  },
  { what: "SiLU, VAE", shape: vaePicture, ways: { "QuickGelu α=1": silu, "Sigmoid + Mul": sigmoidTimes } },
  { what: "linear 320→1280, 8192 rows", shape: tokens, ways: { "Gemm transB": gemm, "MatMul + Add": matMul } },
  { what: "gated feed-forward 320→1280", shape: tokens, ways: { "two Gemm on halves": halves } },
  {
    what: "attention, 4096 tokens",
    shape: [2, 4096, 320],
    ways: { MultiHeadAttention: fused, "MatMul + Softmax + MatMul": threeOperators },
  },
  {
    what: "double and convolve, 256 wide to 512×512",
    shape: [1, 256, 256, 256],
    ways: { "four 2×2 quarters": fourQuarters, "Resize + Conv": doubleThenConvolve },
  },
];

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function measure({ what, shape, ways }: Choice, activations: "returned" | "kept"): Promise<void> {
  const runtime = openOrt({ backend: "cpu" });
  const sessions: [string, Session, number[]][] = [];
  for (const [name, layer] of Object.entries(ways)) {
    const g = new Graph(name);
    const channels = (shape.length === 4 ? shape[1] : shape.at(-1)) ?? 0;
    const x = g.input("x", "float32", shape, channels);
    g.output(
      g.pipe(x, layer),
      "y",
      shape.map((_, i) => `d${i}`),
    );
    sessions.push([name, await runtime.open(g.finish(), { activations }), []]);
  }
  const data = random(shape.reduce((a, b) => a * b, 1));
  for (let round = 0; round <= rounds; round++)
    for (const [, session, times] of sessions) {
      const start = performance.now();
      await session.run({ x: float32(shape, data) }, ["y"]);
      if (round > 0) times.push(performance.now() - start);
    }
  const chosen = median(sessions[0]?.[2] ?? []);
  for (const [name, session, times] of sessions) {
    const time = median(times);
    process.stdout.write(`| ${what} | ${name} | ${time.toFixed(1)} ms | ${(time / chosen).toFixed(2)} |\n`);
    await session.close();
  }
}

for (const activations of ["returned", "kept"] as const) {
  process.stdout.write(
    `\nactivations ${activations}\n\n| layer | way | median of ${rounds} | ratio |\n| --- | --- | --- | --- |\n`,
  );
  for (const choice of choices) await measure(choice, activations);
}
