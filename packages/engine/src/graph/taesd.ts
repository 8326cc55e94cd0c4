import type { TensorScope } from "@danfang/weights";
import { Graph, type GraphModel, type Layer } from "./graph.ts";
import { expectChannels, groupNorm } from "./layers.ts";

/** Where its latents are cut off, smoothly. Source: madebyollin/taesd `Clamp`. */
const latentReach = 3;

const relu: Layer = (g, x) => g.op("Relu", [x]);

/** 3×3 (or 1×1) convolution, with a bias if it has one. */
const conv =
  (w: TensorScope, stride = 1): Layer =>
  (g, x) => {
    const tensor = w.tensor("weight");
    expectChannels(tensor, 1, x.channels);
    const [out = 0, , kernel = 1] = tensor.shape;
    const half = kernel >> 1;
    const bias = w.has("bias") ? [g.weight(w.tensor("bias"))] : [];
    const attributes = { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [half, half, half, half] };
    return g.op("Conv", [x, g.weight(tensor), ...bias], attributes, out);
  };

/** Source: PyTorch, `GroupNorm`; madebyollin/taesd has four groups. */
const poolEpsilon = 1e-5;
const poolGroups = 4;

/** What the whole picture has in common, added to each cell; only FLUX.2's networks have it. [N, C, H, W] → the same. */
const pooled =
  (w: TensorScope): Layer =>
  (g, x) => {
    const norm = groupNorm(w.at("1"), poolEpsilon, poolGroups);
    return g.add(x, g.pipe(x, conv(w.at("0")), norm, relu, conv(w.at("3"))));
  };

/** Three convolutions and a way round them. [N, C, H, W] → [N, C′, H, W]. */
const block =
  (w: TensorScope): Layer =>
  (g, input) => {
    const x = w.has("pool") ? g.pipe(input, pooled(w.at("pool"))) : input;
    const deep = g.pipe(x, conv(w.at("conv.0")), relu, conv(w.at("conv.2")), relu, conv(w.at("conv.4")));
    const skip = w.has("skip.weight") ? g.pipe(x, conv(w.at("skip"))) : x;
    return g.pipe(g.add(deep, skip), relu);
  };

const doubled: Layer = (g, x) =>
  g.op("Resize", [x, undefined, g.floats([1, 1, 2, 2])], {
    mode: "nearest",
    coordinate_transformation_mode: "asymmetric",
    nearest_mode: "floor",
  });

/**
 * The numbered modules that have weights, in their order. A convolution without a bias changes the size; the numbers
 * themselves differ between programs, which count or leave out what has no weights.
 */
function modulesOf(w: TensorScope): TensorScope[] {
  const numbers = new Set(w.names().flatMap((name) => /^(\d+)\./.exec(name)?.[1] ?? []));
  return [...numbers].sort((a, b) => Number(a) - Number(b)).map((number) => w.at(number));
}

const isBlock = (w: TensorScope) => w.has("conv");
const resizes = (w: TensorScope) => !w.has("bias");

/**
 * A small decoder for previews. Input: `latent` [N, 4, h, w], as the UNet has it (not divided by the scale factor).
 * Output: `image` [N, 3, 8h, 8w], nominally 0 … 1.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: madebyollin/taesd `Decoder`.
 */
export function buildTaesdDecoder(w: TensorScope): GraphModel {
  const g = new Graph("taesd-decoder");
  const [first, ...rest] = modulesOf(w);
  const channels = (first ?? w).tensor("weight").shape[1] ?? 0;
  const latent = g.input("latent", "float32", ["N", channels, "h", "w"], channels);
  const reach = g.floats([latentReach]);
  const cut = g.mul(g.op("Tanh", [g.op("Div", [latent, reach])]), reach);
  const layers = rest.flatMap((part) =>
    isBlock(part) ? block(part) : resizes(part) ? [doubled, conv(part)] : conv(part),
  );
  g.output(g.pipe(cut, conv(first ?? w), relu, ...layers), "image", ["N", 3, "H", "W"]);
  return g.finish();
}

/**
 * Its counterpart. Input: `image` [N, 3, H, W] in 0 … 1. Output: `latent` [N, 4, H/8, W/8], as the UNet has it.
 *
 * Errors: `weights/missingTensor`, `weights/unexpectedShape`. Source: madebyollin/taesd `Encoder`.
 */
export function buildTaesdEncoder(w: TensorScope): GraphModel {
  const g = new Graph("taesd-encoder");
  const image = g.input("image", "float32", ["N", 3, "H", "W"], 3);
  const layers = modulesOf(w).map((part) => (isBlock(part) ? block(part) : conv(part, resizes(part) ? 2 : 1)));
  const latent = g.pipe(image, ...layers);
  g.output(latent, "latent", ["N", latent.channels, "h", "w"]);
  return g.finish();
}
