import type { HypernetworkStep } from "@danfang/weights";
import type { Graph } from "../../graph/graph.ts";
import { gelu, silu, toRows, toSequence } from "../../graph/layers.ts";
import type { Value } from "../../graph/value.ts";

type Named = Extract<HypernetworkStep, { kind: "activation" }>["name"];

/** [N·S, C] → [N·S, C]; `like` [N, S, *] tells N and S. */
type Build = (g: Graph, x: Value, like: Value) => Value;

const op =
  (name: string, attributes: Readonly<Record<string, { readonly float: number }>> = {}): Build =>
  (g, x) =>
    g.op(name, [x], attributes);

const clip =
  (low: number, high: number): Build =>
  (g, x) =>
    g.op("Clip", [x, g.floats([low], []), g.floats([high], [])]);

const negated =
  (build: Build): Build =>
  (g, x, like) =>
    build(g, g.op("Neg", [x]), like);

const softplus = op("Softplus");

/**
 * Over the first of three dimensions, as torch takes it where none is named: that is the batch, so with such a
 * hypernetwork the positive and the negative prompt see each other, here as there.
 */
const overBatch =
  (name: "Softmax" | "LogSoftmax"): Build =>
  (g, x, like) => {
    const sequence = g.pipe(x, toSequence(like));
    return g.pipe(g.op(name, [sequence], { axis: 0 }), toRows);
  };

/** The middle of the slopes between which training chose at random. Source: torch `RReLU`, 1/8 and 1/3. */
const meanSlope = (1 / 8 + 1 / 3) / 2;

/** Each with torch's defaults. Source: PyTorch's documentation of `torch.nn.modules.activation`. */
export const activationLayers: Readonly<Record<Exclude<Named, "prelu">, Build>> = {
  celu: op("Celu", { alpha: { float: 1 } }),
  elu: op("Elu", { alpha: { float: 1 } }),
  gelu: (g, x) => gelu(g, x),
  hardshrink: op("Shrink", { lambd: { float: 0.5 }, bias: { float: 0 } }),
  hardsigmoid: op("HardSigmoid", { alpha: { float: 1 / 6 }, beta: { float: 0.5 } }),
  hardswish: op("HardSwish"),
  hardtanh: clip(-1, 1),
  leakyrelu: op("LeakyRelu", { alpha: { float: 0.01 } }),
  logsigmoid: (g, x, like) => g.op("Neg", [negated(softplus)(g, x, like)]),
  logsoftmax: overBatch("LogSoftmax"),
  mish: (g, x, like) => g.mul(x, g.op("Tanh", [softplus(g, x, like)])),
  relu: op("Relu"),
  relu6: clip(0, 6),
  rrelu: op("LeakyRelu", { alpha: { float: meanSlope } }),
  selu: op("Selu"),
  sigmoid: op("Sigmoid"),
  silu: (g, x) => silu(g, x),
  softmax: overBatch("Softmax"),
  softmax2d: overBatch("Softmax"),
  softmin: negated(overBatch("Softmax")),
  softplus,
  softshrink: op("Shrink", { lambd: { float: 0.5 }, bias: { float: 0.5 } }),
  softsign: op("Softsign"),
  tanh: op("Tanh"),
  tanhshrink: (g, x) => g.op("Sub", [x, g.op("Tanh", [x])]),
};
