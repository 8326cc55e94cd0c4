import type { TensorScope } from "@danfang/weights";
import type { GraphHooks } from "./graph.ts";
import { Graph, type GraphModel, type Layer } from "./graph.ts";
import {
  attention,
  conv2d,
  groupNorm,
  linear,
  plus,
  silu,
  toPicture,
  toRows,
  toSequence,
  toTokens,
  upsampleConv,
} from "./layers.ts";
import type { Value } from "./value.ts";

/** Source: CompVis `model.Normalize`. */
export const vaeEpsilon = 1e-6;

const same: Layer = (_, x) => x;

/** Numbers of the modules that lie directly below a name: `up.0`, `up.1` … → [0, 1, …]. */
export function count(w: TensorScope, name: string): number {
  let n = 0;
  while (w.has(`${name}.${n}`)) n++;
  return n;
}

/** [N, C, H, W] → [N, C′, H, W]. Source: CompVis `model.ResnetBlock`, without a timestep. */
const resnetBlock =
  (w: TensorScope): Layer =>
  (g, x) => {
    const h = g.pipe(x, groupNorm(w.at("norm1"), vaeEpsilon), silu, conv2d(w.at("conv1")));
    const out = g.pipe(h, groupNorm(w.at("norm2"), vaeEpsilon), silu, conv2d(w.at("conv2")));
    const skip = w.has("nin_shortcut")
      ? conv2d(w.at("nin_shortcut"))
      : w.has("conv_shortcut")
        ? conv2d(w.at("conv_shortcut"))
        : same;
    return g.add(out, g.pipe(x, skip));
  };

/** One head over all cells. [N, C, H, W] → [N, C, H, W]. Source: CompVis `model.AttnBlock`. */
export const attnBlock =
  (w: TensorScope): Layer =>
  (g, x) => {
    const tokens = g.pipe(x, groupNorm(w.at("norm"), vaeEpsilon), toTokens);
    const rows = g.pipe(tokens, toRows);
    const project = (name: string) => g.pipe(rows, linear(w.at(name)), toSequence(tokens));
    const mixed = attention(g, project("q"), project("k"), project("v"), 1);
    return g.pipe(mixed, toRows, linear(w.at("proj_out")), toSequence(tokens), toPicture(x), plus(x));
  };

const middle = (w: TensorScope): Layer[] => [
  resnetBlock(w.at("mid.block_1")),
  w.has("mid.attn_1") ? attnBlock(w.at("mid.attn_1")) : same,
  resnetBlock(w.at("mid.block_2")),
];

/** The blocks of one level, each followed by its attention where it has one. */
const level = (w: TensorScope): Layer[] =>
  Array.from({ length: count(w, "block") }, (_, i) => [
    resnetBlock(w.at(`block.${i}`)),
    w.has(`attn.${i}`) ? attnBlock(w.at(`attn.${i}`)) : same,
  ]).flat();

const last = (w: TensorScope): Layer[] => [groupNorm(w.at("norm_out"), vaeEpsilon), silu, conv2d(w.at("conv_out"))];

/**
 * Latent to picture. Input: `latent` [N, 4, h, w], already divided by the scale factor. Output: `image` [N, 3, 8h, 8w],
 * nominally −1 … 1 (not clamped).
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: CompVis `model.Decoder` after `post_quant_conv`.
 */
export function buildVaeDecoder(w: TensorScope, hooks?: GraphHooks): GraphModel {
  const g = new Graph("vae-decoder", hooks);
  const d = w.at("decoder");
  const post = w.has("post_quant_conv") ? conv2d(w.at("post_quant_conv")) : same;
  const inner = w.has("post_quant_conv") ? w.at("post_quant_conv") : d.at("conv_in");
  const channels = inner.tensor("weight").shape[1] ?? 0;
  const latent = g.input("latent", "float32", ["N", channels, "h", "w"], channels);
  const levels = Array.from({ length: count(d, "up") }, (_, i) => d.at(`up.${i}`)).reverse();
  const ups = levels.flatMap((up) => [
    ...level(up),
    ...(up.has("upsample") ? [upsampleConv(up.at("upsample.conv"))] : []),
  ]);
  const image = g.pipe(latent, post, conv2d(d.at("conv_in")), ...middle(d), ...ups, ...last(d));
  g.output(image, "image", ["N", image.channels, "H", "W"]);
  return g.finish();
}

/** Halving pads only right and below. Source: CompVis `model.Downsample`. */
export const downsample = (w: TensorScope): Layer => conv2d(w.at("downsample.conv"), { stride: 2, pads: [0, 0, 1, 1] });

/**
 * Picture to latent. Input: `image` [N, 3, H, W] in −1 … 1, H and W multiples of the VAE's factor. Output: `moments`
 * [N, 8, H/8, W/8], the mean, then the logarithm of the variance; not scaled.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: CompVis `model.Encoder`, then `quant_conv`.
 */
export function buildVaeEncoder(w: TensorScope, hooks?: GraphHooks): GraphModel {
  const g = new Graph("vae-encoder", hooks);
  const e = w.at("encoder");
  const channels = e.tensor("conv_in.weight").shape[1] ?? 0;
  const image = g.input("image", "float32", ["N", channels, "H", "W"], channels);
  const levels = Array.from({ length: count(e, "down") }, (_, i) => e.at(`down.${i}`));
  const downs = levels.flatMap((down) => [...level(down), ...(down.has("downsample") ? [downsample(down)] : [])]);
  const quant = w.has("quant_conv") ? conv2d(w.at("quant_conv")) : same;
  const moments: Value = g.pipe(image, conv2d(e.at("conv_in")), ...downs, ...middle(e), ...last(e), quant);
  g.output(moments, "moments", ["N", moments.channels, "h", "w"]);
  return g.finish();
}
