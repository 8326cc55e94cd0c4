import type { TensorScope } from "@danfang/weights";
import { Graph, type GraphModel, type Layer } from "./graph.ts";
import { conv2d, silu, upsampleConv } from "./layers.ts";
import { attnBlock, count, downsample } from "./vae.ts";
import type { Value } from "./value.ts";

/**
 * A piece of a network that looks no farther than a cell or two around: it can be run over a picture part by part, and
 * the parts fit together exactly. Input: `x` [1, C, h, w], and with `isNormed` the statistics of the whole picture's
 * groups, `mean` and `rstd` [1, C, 1, 1]. Output: `y`.
 */
export interface Stage {
  readonly name: string;
  /** Channels of its input and of its output. */
  readonly channels: readonly [input: number, output: number];
  readonly isNormed: boolean;
  /** Cells of its input that it needs before and after each part, where the picture has some. */
  readonly halo: readonly [before: number, after: number];
  /** Side of the output for one of the input. */
  readonly factor: number;
  /** Whether opposite edges are neighbours when pictures are to tile. */
  readonly wraps: boolean;
  build(): GraphModel;
}

/** What is done to the picture of features, in order. */
export type StageStep =
  | { readonly kind: "through"; readonly stage: Stage }
  /** shortcut(x) + second(first(x)); without a shortcut, x itself. */
  | { readonly kind: "residual"; readonly first: Stage; readonly second: Stage; readonly shortcut: Stage | undefined }
  /** Sees every cell at once. Input `x`, output `y`, of the same shape. */
  | { readonly kind: "whole"; build(): GraphModel };

/** Group normalisation by statistics from outside. */
const normBy =
  (w: TensorScope, mean: Value, rstd: Value): Layer =>
  (g, x) => {
    const shape = [x.channels, 1, 1];
    const scale = g.mul(rstd, g.weight(w.tensor("weight"), { shape }));
    const shift = g.op("Sub", [g.weight(w.tensor("bias"), { shape }), g.mul(mean, scale)]);
    return g.add(g.mul(x, scale), shift);
  };

type Reach = Pick<Stage, "halo" | "factor" | "wraps">;
const around: Reach = { halo: [1, 1], factor: 1, wraps: true };
const cellByCell: Reach = { halo: [0, 0], factor: 1, wraps: false };
const doubled: Reach = { halo: [1, 1], factor: 2, wraps: true };
const halved: Reach = { halo: [0, 1], factor: 0.5, wraps: false };

/** A convolution, after norm and activation where there is a norm. */
function stage(conv: TensorScope, layer: Layer, reach: Reach, norm?: TensorScope): Stage {
  const [output = 0, input = 0] = conv.tensor("weight").shape;
  return {
    ...reach,
    name: conv.prefix,
    channels: [input, output],
    isNormed: norm !== undefined,
    build() {
      const g = new Graph(`vae ${conv.prefix}`);
      const x = g.input("x", "float32", [1, input, "h", "w"], input);
      const normed = norm && [
        normBy(norm, g.input("mean", "float32", [1, input, 1, 1]), g.input("rstd", "float32", [1, input, 1, 1])),
        silu,
      ];
      g.output(g.pipe(x, ...(normed ?? []), layer), "y", [1, output, "H", "W"]);
      return g.finish();
    },
  };
}

const reachOf = (conv: TensorScope): Reach => (conv.tensor("weight").shape[2] === 1 ? cellByCell : around);
const convStage = (conv: TensorScope, norm?: TensorScope): Stage => stage(conv, conv2d(conv), reachOf(conv), norm);
const through = (stage: Stage): StageStep => ({ kind: "through", stage });

function resnet(w: TensorScope): StageStep {
  const name = ["nin_shortcut", "conv_shortcut"].find((shortcut) => w.has(shortcut));
  return {
    kind: "residual",
    first: convStage(w.at("conv1"), w.at("norm1")),
    second: convStage(w.at("conv2"), w.at("norm2")),
    shortcut: name === undefined ? undefined : convStage(w.at(name)),
  };
}

function attention(w: TensorScope): StageStep {
  const channels = w.tensor("norm.weight").shape[0] ?? 0;
  return {
    kind: "whole",
    build() {
      const g = new Graph(`vae ${w.prefix}`);
      const x = g.input("x", "float32", [1, channels, "h", "w"], channels);
      g.output(g.pipe(x, attnBlock(w)), "y", [1, channels, "h", "w"]);
      return g.finish();
    },
  };
}

const level = (w: TensorScope): StageStep[] =>
  Array.from({ length: count(w, "block") }, (_, i) => [
    resnet(w.at(`block.${i}`)),
    ...(w.has(`attn.${i}`) ? [attention(w.at(`attn.${i}`))] : []),
  ]).flat();

const middle = (w: TensorScope): StageStep[] => [
  resnet(w.at("mid.block_1")),
  ...(w.has("mid.attn_1") ? [attention(w.at("mid.attn_1"))] : []),
  resnet(w.at("mid.block_2")),
];

/** `buildVaeDecoder` in pieces. Errors: `weights/missingTensor`, `weights/unexpectedShape`. */
export function vaeDecoderSteps(w: TensorScope): StageStep[] {
  const d = w.at("decoder");
  const levels = Array.from({ length: count(d, "up") }, (_, i) => d.at(`up.${i}`)).reverse();
  const doubling = (up: TensorScope) => stage(up, upsampleConv(up), doubled);
  return [
    ...(w.has("post_quant_conv") ? [through(convStage(w.at("post_quant_conv")))] : []),
    through(convStage(d.at("conv_in"))),
    ...middle(d),
    ...levels.flatMap((up) => [
      ...level(up),
      ...(up.has("upsample") ? [through(doubling(up.at("upsample.conv")))] : []),
    ]),
    through(convStage(d.at("conv_out"), d.at("norm_out"))),
  ];
}

/** `buildVaeEncoder` in pieces. Errors: `weights/missingTensor`, `weights/unexpectedShape`. */
export function vaeEncoderSteps(w: TensorScope): StageStep[] {
  const e = w.at("encoder");
  const levels = Array.from({ length: count(e, "down") }, (_, i) => e.at(`down.${i}`));
  const halving = (down: TensorScope) => stage(down.at("downsample.conv"), downsample(down), halved);
  return [
    through(convStage(e.at("conv_in"))),
    ...levels.flatMap((down) => [...level(down), ...(down.has("downsample") ? [through(halving(down))] : [])]),
    ...middle(e),
    through(convStage(e.at("conv_out"), e.at("norm_out"))),
    ...(w.has("quant_conv") ? [through(convStage(w.at("quant_conv")))] : []),
  ];
}
