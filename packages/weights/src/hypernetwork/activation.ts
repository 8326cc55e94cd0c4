/**
 * Activations by AUTOMATIC1111's names: its own few, and every class of `torch.nn.modules.activation` in lower case, as
 * they are without arguments. `identity` is no layer of its own in the file. Left out are those that no hypernetwork runs
 * with there: GLU halves the width, Threshold and MultiheadAttention want arguments.
 *
 * Source: AUTOMATIC1111 `hypernetwork.HypernetworkModule.activation_dict`; PyTorch's documentation.
 */
export const activations = [
  "identity",
  "celu",
  "elu",
  "gelu",
  "hardshrink",
  "hardsigmoid",
  "hardswish",
  "hardtanh",
  "leakyrelu",
  "logsigmoid",
  "logsoftmax",
  "mish",
  "prelu",
  "relu",
  "relu6",
  "rrelu",
  "selu",
  "sigmoid",
  "silu",
  "softmax",
  "softmax2d",
  "softmin",
  "softplus",
  "softshrink",
  "softsign",
  "tanh",
  "tanhshrink",
] as const;

export type Activation = (typeof activations)[number];

const byName: ReadonlyMap<string, Activation> = new Map<string, Activation>([
  ...activations.slice(1).map((name) => [name, name] as const),
  ["linear", "identity"],
  ["swish", "hardswish"], // theirs is not x·σ(x)
]);

/** Undefined for a name that means nothing there. */
export const activationOf = (name: string): Activation | undefined => byName.get(name);
