import { ProtobufWriter } from "./protobuf.ts";

/** ONNX `TensorProto.DataType`, the ones a diffusion model meets. Source: onnx.proto3. */
export const onnxTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  float16: 10,
  float64: 11,
  bfloat16: 16,
  float8e4m3fn: 17,
  float8e5m2: 19,
} as const;
export type OnnxType = keyof typeof onnxTypes;

export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] };

export interface OnnxNode {
  readonly op: string;
  /** "" is ONNX's own operator set, "com.microsoft" onnxruntime's contributed one. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant: either its bytes in the model, or a stretch of a file in the model's folder. */
export interface OnnxInitializer {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  readonly data:
    | { readonly kind: "inline"; readonly bytes: Uint8Array }
    | { readonly kind: "external"; readonly location: string; readonly offset: number; readonly length: number };
}

export interface OnnxValueInfo {
  readonly name: string;
  readonly type: OnnxType;
  /** A number is fixed; a name is known at run time and equal wherever it stands. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxModel {
  readonly name: string;
  readonly opsets: Readonly<Record<string, number>>;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

const irVersion = 10; // the newest that onnxruntime 1.30 reads without a warning, with opset 21

/** AttributeProto.AttributeType. */
const attributeTypes = { float: 1, int: 2, string: 3, floats: 6, ints: 7 } as const;

function writeAttribute(w: ProtobufWriter, name: string, value: Attribute): void {
  w.string(1, name);
  if ("int" in value) w.int(3, value.int).int(20, attributeTypes.int);
  else if ("float" in value) w.float(2, value.float).int(20, attributeTypes.float);
  else if ("string" in value) w.string(4, value.string).int(20, attributeTypes.string);
  else if ("ints" in value) w.packedInts(8, value.ints).int(20, attributeTypes.ints);
  else w.packedFloats(7, value.floats).int(20, attributeTypes.floats);
}

function writeNode(w: ProtobufWriter, node: OnnxNode): void {
  for (const input of node.inputs) w.string(1, input);
  for (const output of node.outputs) w.string(2, output);
  w.string(3, node.outputs[0] ?? node.op);
  w.string(4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) w.message(5, (a) => writeAttribute(a, name, value));
  if (node.domain !== "") w.string(7, node.domain);
}

function writeInitializer(w: ProtobufWriter, tensor: OnnxInitializer): void {
  w.packedInts(1, tensor.shape).int(2, onnxTypes[tensor.type]).string(8, tensor.name);
  const { data } = tensor;
  if (data.kind === "inline") {
    w.bytes(9, data.bytes);
    return;
  }
  const entry = (key: string, value: string) => w.message(13, (e) => e.string(1, key).string(2, value));
  entry("location", data.location);
  entry("offset", String(data.offset));
  entry("length", String(data.length));
  w.int(14, 1); // DataLocation.EXTERNAL
}

function writeValueInfo(w: ProtobufWriter, value: OnnxValueInfo): void {
  w.string(1, value.name);
  w.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.int(1, onnxTypes[value.type]);
      tensor.message(2, (shape) => {
        for (const dim of value.shape)
          shape.message(1, (d) => (typeof dim === "number" ? d.int(1, dim) : d.string(2, dim)));
      });
    }),
  );
}

/**
 * A model as the bytes of an `.onnx` file (ModelProto). Weights of `external` initializers are not in it: they lie in
 * files of the model's own folder, at any offset, which is how a checkpoint is run in place.
 *
 * Source: onnx.proto3, IR version 10.
 */
export function printOnnx(model: OnnxModel): Uint8Array {
  const w = new ProtobufWriter();
  w.int(1, irVersion).string(2, "danfang");
  w.message(7, (graph) => {
    for (const node of model.nodes) graph.message(1, (n) => writeNode(n, node));
    graph.string(2, model.name);
    for (const tensor of model.initializers) graph.message(5, (t) => writeInitializer(t, tensor));
    for (const value of model.inputs) graph.message(11, (v) => writeValueInfo(v, value));
    for (const value of model.outputs) graph.message(12, (v) => writeValueInfo(v, value));
  });
  for (const [domain, version] of Object.entries(model.opsets))
    w.message(8, (opset) => opset.string(1, domain).int(2, version));
  return w.finish();
}
