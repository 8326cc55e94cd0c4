import type { TensorScope, UnetLayout, UnetModule } from "@danfang/weights";
import type { GraphHooks } from "./graph.ts";
import { Graph, type GraphModel, type Layer } from "./graph.ts";
import {
  attention,
  conv2d,
  cutTo,
  doubled,
  expectChannels,
  gelu,
  groupNorm,
  layerNorm,
  linear,
  plus,
  silu,
  spatial,
  toPicture,
  toRows,
  toSequence,
  toTokens,
} from "./layers.ts";
import type { Value } from "./value.ts";

/** Longest wavelength of the sinusoidal timestep embedding. Source: CompVis `timestep_embedding`, max_period. */
const maxPeriod = 10000;
/** GroupNorm32 of the residual blocks, and the norm before a transformer. Source: CompVis. */
const resEpsilon = 1e-5;
const transformerEpsilon = 1e-6;

/** Sinusoids of the timestep, cosines first. [N] → [N, width]. Source: CompVis `timestep_embedding`. */
function timestepEmbedding(g: Graph, t: Value, width: number): Value {
  const half = width >> 1;
  const frequencies = Array.from({ length: half }, (_, i) => Math.exp((-Math.log(maxPeriod) * i) / half));
  const angles = g.mul(g.op("Reshape", [t, g.ints([-1, 1])]), g.floats(frequencies, [1, half]));
  return g.op("Concat", [g.op("Cos", [angles]), g.op("Sin", [angles])], { axis: 1 }, width);
}

/**
 * Residual block, shifted per channel by the timestep embedding.
 *
 * x [N, C, H, W] with emb [N, E] (after its SiLU) → [N, C′, H, W]; C′ comes from the weights.
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: Rombach et al. 2022, `openaimodel.ResBlock`.
 */
const resBlock =
  (w: TensorScope, emb: Value): Layer =>
  (g, x) => {
    const shift = g.pipe(emb, linear(w.at("emb_layers.1")), spatial);
    const h = g.pipe(x, groupNorm(w.at("in_layers.0"), resEpsilon), silu, conv2d(w.at("in_layers.2")), plus(shift));
    const out = g.pipe(h, groupNorm(w.at("out_layers.0"), resEpsilon), silu, conv2d(w.at("out_layers.3")));
    const skip = w.has("skip_connection") ? g.pipe(x, conv2d(w.at("skip_connection"))) : x;
    return g.add(out, skip);
  };

/** Gated feed-forward: half of the projection, times GELU of the other half. [M, C] → [M, C′]. Source: `attention.GEGLU`. */
const geglu =
  (w: TensorScope): Layer =>
  (g, x) => {
    const width = (w.tensor("weight").shape[0] ?? 0) >> 1;
    const value = g.pipe(x, linear(w, { rows: [0, width] }));
    const gate = g.pipe(x, linear(w, { rows: [width, 2 * width] }), gelu);
    return g.mul(value, gate);
  };

/**
 * Changes what keys and values are made of: `rows` [N·S, C] are the text, or in self-attention the picture's own cells,
 * and fall into sequences as `like` [N, S, *] does. Hypernetworks are such hooks.
 */
export type ContextHook = (g: Graph, rows: Value, like: Value) => { readonly k: Value; readonly v: Value };

/**
 * Looks at a picture's tokens [N, T, C], and says how they become fewer for its attention to itself, [N, T, C] →
 * [N, T′, C], and how what comes out goes back to where they were, [N, T′, C] → [N, T, C].
 */
export type TokenMerger = (g: Graph, tokens: Value) => { readonly merge: Layer; readonly unmerge: Layer };

/** How a self-attention, by its path, is cut into tiles [N, T, C] → [N′, T′, C], and joined again; undefined: not at all. */
export type AttentionTiler = (path: string) => { readonly cut: Layer; readonly join: Layer } | undefined;

export interface UnetOptions {
  readonly hooks?: GraphHooks | undefined;
  /** For transformers at the latent's own resolution. Called once, when the inputs of the graph are declared. */
  readonly tokenMerger?: ((g: Graph) => TokenMerger) | undefined;
  /** Called once, when the inputs of the graph are declared. */
  readonly attentionTiler?: ((g: Graph) => AttentionTiler) | undefined;
  /** Called once, when the inputs of the graph are declared. */
  readonly contextHook?: ((g: Graph) => ContextHook) | undefined;
}

const unchanged: ContextHook = (_, rows) => ({ k: rows, v: rows });

interface Sequences {
  /** [N, T, *]: how the rows of the picture fall into sequences. */
  readonly picture: Value;
  /** [N, S, context width]. */
  readonly context: Value;
  readonly contextHook: ContextHook;
  readonly tokenMerger?: TokenMerger | undefined;
  readonly attentionTiler?: AttentionTiler | undefined;
}

/** Attention of rows to themselves or to the context. [N·T, C] → [N·T, C]. Source: `attention.CrossAttention`. */
const attend =
  (w: TensorScope, heads: number, { picture, context, contextHook }: Sequences, to: "itself" | "context"): Layer =>
  (g, x) => {
    const source = to === "itself" ? { rows: x, like: picture } : { rows: g.pipe(context, toRows), like: context };
    const project = (name: string) => linear(w.at(name), { bias: "perhaps" }); // LDM has none; some descendants do
    const q = g.pipe(x, project("to_q"), toSequence(picture));
    const rows = contextHook(g, source.rows, source.like);
    const k = g.pipe(rows.k, project("to_k"), toSequence(source.like));
    const v = g.pipe(rows.v, project("to_v"), toSequence(source.like));
    expectChannels(w.tensor("to_k.weight"), 0, q.channels);
    expectChannels(w.tensor("to_v.weight"), 0, q.channels);
    return g.pipe(attention(g, q, k, v, heads), toRows, linear(w.at("to_out.0")));
  };

/** Attention of a picture to itself, perhaps with its most similar tokens in one. [N·T, C] → [N·T, C]. */
const attendItself =
  (w: TensorScope, heads: number, path: string, sequences: Sequences, before: Value): Layer =>
  (g, x) => {
    const { tokenMerger, attentionTiler, picture } = sequences;
    const merging = tokenMerger?.(g, g.pipe(before, toSequence(picture)));
    const tiling = attentionTiler?.(path);
    if (!merging && !tiling) return g.pipe(x, attend(w, heads, sequences, "itself"));
    const merged = g.pipe(x, toSequence(picture), merging?.merge ?? same);
    const cut = g.pipe(merged, tiling?.cut ?? same);
    const attending = attend(w, heads, { ...sequences, picture: cut }, "itself");
    return g.pipe(cut, toRows, attending, toSequence(cut), tiling?.join ?? same, merging?.unmerge ?? same, toRows);
  };
const same: Layer = (_, x) => x;

/** [N·T, C] → [N·T, C]. Source: `attention.BasicTransformerBlock`. */
const transformerBlock =
  (w: TensorScope, heads: number, path: string, sequences: Sequences): Layer =>
  (g, x) => {
    const attending = attendItself(w.at("attn1"), heads, `${path}.attn1`, sequences, x);
    const a = g.pipe(x, layerNorm(w.at("norm1")), attending, plus(x));
    const b = g.pipe(a, layerNorm(w.at("norm2")), attend(w.at("attn2"), heads, sequences, "context"), plus(a));
    return g.pipe(b, layerNorm(w.at("norm3")), geglu(w.at("ff.net.0.proj")), linear(w.at("ff.net.2")), plus(b));
  };

type Transformer = Extract<UnetModule, { readonly kind: "transformer" }>;

/**
 * Transformer over the cells of a picture. [N, C, H, W] → [N, C, H, W].
 *
 * Its projections are 1×1 convolutions in SD 1.x and matrices in SD 2.x and XL; over tokens both are the same product.
 * Source: `attention.SpatialTransformer`.
 */
const spatialTransformer =
  (w: TensorScope, { depth, heads, path }: Transformer, text: Omit<Sequences, "picture">): Layer =>
  (g, x) => {
    const picture = g.pipe(x, groupNorm(w.at("norm"), transformerEpsilon), toTokens);
    const sequences = { picture, ...text };
    const blocks = Array.from({ length: depth }, (_, i) =>
      transformerBlock(w.at(`transformer_blocks.${i}`), heads, `${path}.transformer_blocks.${i}`, sequences),
    );
    const rows = g.pipe(picture, toRows, linear(w.at("proj_in")), ...blocks, linear(w.at("proj_out")));
    return g.add(g.pipe(rows, toSequence(picture), toPicture(x)), x);
  };

/** What SD XL's UNets are told of the picture, embedded like the timestep. [N, Y] → [N, E]. Source: SGM `label_emb`. */
function label(g: Graph, w: TensorScope, width: number): Value {
  const y = g.input("y", "float32", ["N", width], width);
  return g.pipe(y, linear(w.at("label_emb.0.0")), silu, linear(w.at("label_emb.0.2")));
}

/** Modules before anything is halved, and after everything is doubled again. */
function modulesOfWholeResolution({ input, output }: UnetLayout): ReadonlySet<UnetModule> {
  const before = input.flat();
  const after = output.flat();
  const firstDown = before.findIndex(({ kind }) => kind === "down");
  const lastUp = after.findLastIndex(({ kind }) => kind === "up");
  return new Set([...(firstDown < 0 ? before : before.slice(0, firstDown)), ...after.slice(lastUp + 1)]);
}

/**
 * The denoising UNet as a graph.
 *
 * Inputs: `x` [N, C, H, W] (the latent's channels scaled by 1/√(σ²+1), then those it is shown beside), `t` [N] (float
 * timesteps), `context` [N, S, D], and `y` [N, Y] where the layout has a label. Output: `out` [N, C′, H, W]. N, H, W and
 * S are free. What is doubled to more than the skip it meets is cut, as AUTOMATIC1111's nearest neighbour does it.
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`, `weights/unsupportedPrecision`.
 * Source: Rombach et al. 2022; Podell et al. 2023 (label); CompVis and SGM `openaimodel.UNetModel`.
 */
export function buildUnet(w: TensorScope, layout: UnetLayout, options: UnetOptions = {}): GraphModel {
  const g = new Graph("unet", options.hooks);
  const x = g.input("x", "float32", ["N", layout.inChannels, "H", "W"], layout.inChannels);
  const t = g.input("t", "float32", ["N"]);
  const contextWidth = layout.contextWidth ?? 0;
  const context = g.input("context", "float32", ["N", "S", contextWidth], contextWidth);
  const contextHook = options.contextHook?.(g) ?? unchanged;
  const tokenMerger = options.tokenMerger?.(g);
  const attentionTiler = options.attentionTiler?.(g);
  const whole = modulesOfWholeResolution(layout);
  const time = timestepEmbedding(g, t, layout.modelChannels);
  const clock = g.pipe(time, linear(w.at("time_embed.0")), silu, linear(w.at("time_embed.2")));
  const emb = g.pipe(layout.labelWidth === undefined ? clock : g.add(clock, label(g, w, layout.labelWidth)), silu);

  const layerOf = (module: UnetModule, upTo: Value | undefined): Layer => {
    const scope = w.at(module.path);
    switch (module.kind) {
      case "conv":
        return conv2d(scope);
      case "res":
        return resBlock(scope, emb);
      case "transformer":
        return spatialTransformer(scope, module, {
          context,
          contextHook,
          attentionTiler,
          tokenMerger: whole.has(module) ? tokenMerger : undefined,
        });
      case "down":
        return conv2d(scope.at("op"), { stride: 2 });
      case "up":
        return (graph, h) =>
          upTo
            ? graph.pipe(h, doubled, conv2d(scope.at("conv")), cutTo(upTo))
            : graph.pipe(h, conv2d(scope.at("conv")));
    }
  };

  let h = x;
  const skips: Value[] = [];
  for (const block of layout.input) {
    h = g.pipe(h, ...block.map((module) => layerOf(module, undefined)));
    skips.push(h);
  }
  h = g.pipe(h, ...layout.middle.map((module) => layerOf(module, undefined)));
  for (const block of layout.output) {
    const skip = skips.pop();
    if (skip) h = g.op("Concat", [h, skip], { axis: 1 }, h.channels + skip.channels);
    const next = skips.at(-1);
    h = g.pipe(h, ...block.map((module) => layerOf(module, next)));
  }
  const out = g.pipe(h, groupNorm(w.at("out.0"), resEpsilon), silu, conv2d(w.at("out.2")));
  g.output(out, "out", ["N", layout.outChannels, "H", "W"]);
  return g.finish();
}
