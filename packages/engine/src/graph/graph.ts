import { ownValue } from "@danfang/domain";
import type { Attribute, OnnxInitializer, OnnxModel, OnnxNode, OnnxType, OnnxValueInfo } from "@danfang/formats";
import { type WeightTensor, weightsErrors } from "@danfang/weights";
import type { Hooks, Product, ProductLayer } from "./hooks.ts";
import { type Permuted, permutedOf } from "./row-major.ts";
import type { Value, WeightView } from "./value.ts";

/** What an addition to a model changes about a graph while it is built. */
export type GraphHooks = Hooks<Graph>;

/** A layer is a function from value to value, so that blocks compose by {@link Graph.pipe} in the order they run. */
export type Layer = (g: Graph, x: Value) => Value;

/** A model to run: the graph, and where the files are that hold its weights. */
export interface GraphModel {
  readonly onnx: OnnxModel;
  /** External location, as the graph names it → path of the weight file. */
  readonly files: ReadonlyMap<string, string>;
}

type AttributeValue = number | { readonly float: number } | string | readonly number[];

const onnxTypeOf: Partial<Record<string, OnnxType>> = {
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
  F64: "float64",
  F8_E4M3: "float8e4m3fn",
  F8_E5M2: "float8e5m2",
};

const inlineFloats = (values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);
const inlineInts = (values: readonly number[]) => new Uint8Array(BigInt64Array.from(values, BigInt).buffer);

function attribute(value: AttributeValue): Attribute {
  if (typeof value === "number") return { int: value };
  if (typeof value === "string") return { string: value };
  if ("float" in value) return value;
  return { ints: value };
}

/** Operators that onnxruntime contributes beyond ONNX's own. */
const contributed = new Set([
  "MultiHeadAttention",
  "QuickGelu",
  "Gelu",
  "FusedMatMul",
  "BiasGelu",
  "FusedConv",
  "Inverse",
]);

/**
 * Builds one ONNX graph. Weights stay where they are: each becomes an external initializer at its offset in the
 * checkpoint, followed by a `Cast` where it is not stored as float32.
 */
export class Graph {
  readonly #name: string;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxInitializer>();
  readonly #inputs: OnnxValueInfo[] = [];
  readonly #outputs: OnnxValueInfo[] = [];
  readonly #files = new Map<string, string>();
  readonly #casts = new Map<string, string>();
  readonly #changed = new Map<string, Value>();
  readonly #hooks: GraphHooks;
  #serial = 0;

  constructor(name: string, hooks: GraphHooks = {}) {
    this.#name = name;
    this.#hooks = hooks;
    for (const input of hooks.inputs ?? []) this.input(input, "float32", [1], 1);
  }

  /** How convolutions of this graph see what lies beyond the edge. */
  get padding(): "zeros" | "circular" {
    return this.#hooks.padding ?? "zeros";
  }

  /** How attention is computed. */
  get attention(): "fused" | "plain" {
    return this.#hooks.attention ?? "fused";
  }

  input(name: string, type: OnnxType, shape: readonly (number | string)[], channels = 0): Value {
    this.#inputs.push({ name, type, shape });
    return { name, channels };
  }

  output(value: Value, name: string, shape: readonly (number | string)[], type: OnnxType = "float32"): void {
    this.#nodes.push({ op: "Identity", domain: "", inputs: [value.name], outputs: [name], attributes: {} });
    this.#outputs.push({ name, type, shape });
  }

  /** Runs layers in order: `pipe(x, a, b)` is b(a(x)). */
  pipe(x: Value, ...layers: readonly Layer[]): Value {
    return layers.reduce((value, layer) => layer(this, value), x);
  }

  /** One operator with one output. `channels` defaults to those of its first input. */
  op(
    op: string,
    inputs: readonly (Value | undefined)[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
    channels?: number,
  ): Value {
    return this.#node(op, inputs, attributes, 1, channels)[0]!;
  }

  /** One operator with several outputs. */
  ops(
    op: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, AttributeValue>>,
    count: number,
  ): readonly Value[] {
    return this.#node(op, inputs, attributes, count);
  }

  #node(
    op: string,
    inputs: readonly (Value | undefined)[],
    attributes: Readonly<Record<string, AttributeValue>>,
    count: number,
    channels = inputs[0]?.channels ?? 0,
  ): readonly Value[] {
    const serial = this.#serial++;
    const outputs = Array.from({ length: count }, (_, i) => `${op}_${serial}${i === 0 ? "" : `_${i}`}`);
    this.#nodes.push({
      op,
      domain: contributed.has(op) ? "com.microsoft" : "",
      inputs: inputs.map((value) => value?.name ?? ""),
      outputs,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attribute(value)])),
    });
    return outputs.map((name) => ({ name, channels }));
  }

  add(a: Value, b: Value): Value {
    return this.op("Add", [a, b]);
  }

  mul(a: Value, b: Value): Value {
    return this.op("Mul", [a, b]);
  }

  floats(values: readonly number[], shape: readonly number[] = [values.length]): Value {
    return this.#inline("float32", shape, inlineFloats(values), values.join());
  }

  /** A large constant that lies in the graph itself. */
  constant(values: Float32Array, shape: readonly number[]): Value {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.#inline("float32", shape, bytes);
  }

  ints(values: readonly number[], shape: readonly number[] = [values.length]): Value {
    return this.#inline("int64", shape, inlineInts(values), values.join());
  }

  #inline(type: OnnxType, shape: readonly number[], bytes: Uint8Array, key = ""): Value {
    const name = key !== "" && key.length < 60 ? `${type}[${shape.join()}]:${key}` : `constant_${this.#serial++}`;
    if (!this.#initializers.has(name))
      this.#initializers.set(name, { name, type, shape, data: { kind: "inline", bytes } });
    return { name, channels: shape.at(-1) ?? 1 };
  }

  /**
   * A tensor of the checkpoint as it is stored, whole, some of its rows, or under another shape of equal size.
   *
   * Errors: `weights/unsupportedPrecision`, `engine/scatteredTensor`.
   */
  storedWeight(tensor: WeightTensor, view: WeightView = {}): { value: Value; type: OnnxType } {
    const permuted = permutedOf(tensor);
    if (permuted) return this.#reordered(permuted, tensor, view);
    const type = ownValue(onnxTypeOf, tensor.dtype);
    if (!type)
      throw weightsErrors.unsupportedPrecision({ file: tensor.file, tensor: tensor.name, dtype: tensor.dtype });
    const rows = tensor.shape[0] ?? 1;
    const [from, to] = view.rows ?? [0, rows];
    const rowBytes = tensor.length / rows;
    const shape = view.shape ?? (view.rows ? [to - from, ...tensor.shape.slice(1)] : tensor.shape);
    const location = this.#locate(tensor.file);
    const owner = location === "weights-0" ? "" : `${location}:`; // two files may use one name
    const name = `${owner}${tensor.name}${view.rows ? `[${from}:${to}]` : ""}${view.shape ? `(${shape.join()})` : ""}`;
    if (!this.#initializers.has(name)) {
      const stretch = { offset: from * rowBytes, length: (to - from) * rowBytes };
      const data = tensor.bytes
        ? ({ kind: "inline", bytes: tensor.bytes.subarray(stretch.offset, stretch.offset + stretch.length) } as const)
        : ({ kind: "external", location, ...stretch, offset: tensor.offset + stretch.offset } as const);
      this.#initializers.set(name, { name, type, shape, data });
    }
    return { value: { name, channels: shape[0] ?? 1 }, type };
  }

  /** A view of a tensor whose file has its dimensions in another order: made when the session is. */
  #reordered({ stored, perm }: Permuted, { name, shape: full }: WeightTensor, { rows, shape }: WeightView) {
    const { value, type } = this.storedWeight({ ...stored, name: `${name} as stored` });
    let ordered = this.op("Transpose", [value], { perm });
    if (rows) ordered = this.op("Slice", [ordered, this.ints([rows[0]]), this.ints([rows[1]]), this.ints([0])]);
    const wanted = shape ?? (rows ? [rows[1] - rows[0], ...full.slice(1)] : full);
    return { value: this.op("Reshape", [ordered, this.ints(wanted)], {}, wanted[0] ?? 1), type };
  }

  /** A tensor of the checkpoint as float32, with what the hooks make of it. */
  weight(tensor: WeightTensor, view: WeightView = {}): Value {
    return this.changedWeight(tensor, view) ?? this.originalWeight(tensor, view);
  }

  /** What the hooks make of a tensor of the checkpoint, as float32; undefined where they leave it as it is. */
  changedWeight(tensor: WeightTensor, view: WeightView = {}): Value | undefined {
    if (!this.#hooks.weight) return undefined;
    const key = JSON.stringify([tensor.file, tensor.name, view]);
    const found = this.#changed.get(key) ?? this.#hooks.weight(this, tensor, view);
    if (found) this.#changed.set(key, found);
    return found;
  }

  /** A weight for a layer that multiplies by it, and what is added beside the product instead of the bias. */
  product(tensor: WeightTensor, view: WeightView, layer: ProductLayer): Product {
    return this.#hooks.product?.(this, tensor, view, layer) ?? { weight: this.weight(tensor, view) };
  }

  /** A tensor of a file as float32, whatever the hooks do. */
  originalWeight(tensor: WeightTensor, view: WeightView = {}): Value {
    const { value, type } = this.storedWeight(tensor, view);
    if (type === "float32") return value;
    let cast = this.#casts.get(value.name);
    if (cast === undefined) {
      cast = this.op("Cast", [value], { to: 1 }).name;
      this.#casts.set(value.name, cast);
    }
    return { name: cast, channels: value.channels };
  }

  #locate(file: string): string {
    for (const [location, path] of this.#files) if (path === file) return location;
    const location = `weights-${this.#files.size}`;
    this.#files.set(location, file);
    return location;
  }

  finish(): GraphModel {
    return {
      onnx: {
        name: this.#name,
        opsets: { "": 21, "com.microsoft": 1 },
        nodes: this.#nodes,
        initializers: [...this.#initializers.values()],
        inputs: this.#inputs,
        outputs: this.#outputs,
      },
      files: this.#files,
    };
  }
}
