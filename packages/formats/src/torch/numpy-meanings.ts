import { viewOf } from "../concat-bytes.ts";
import { bitsOf, type Dtype } from "../tensors/dtype.ts";
import type { PickleMachine } from "./pickle-machine.ts";
import { isKind, type PickleObject, type PickleValue, type TorchTensor } from "./pickle-values.ts";

/** What numpy calls its types, without the byte order. */
const dtypes: ReadonlyMap<string, Dtype> = new Map([
  ["f8", "F64"],
  ["f4", "F32"],
  ["f2", "F16"],
  ["i8", "I64"],
  ["i4", "I32"],
  ["i2", "I16"],
  ["i1", "I8"],
  ["u8", "U64"],
  ["u4", "U32"],
  ["u2", "U16"],
  ["u1", "U8"],
  ["b1", "BOOL"],
  ["c8", "C64"],
]);

type Reader = (view: DataView) => number | bigint | boolean;

/** Single numbers: trainers leave losses and step counts in files so. */
const scalars: Readonly<Partial<Record<Dtype, Reader>>> = {
  F64: (v) => v.getFloat64(0, true),
  F32: (v) => v.getFloat32(0, true),
  F16: (v) => v.getFloat16(0, true),
  I64: (v) => v.getBigInt64(0, true),
  I32: (v) => v.getInt32(0, true),
  I16: (v) => v.getInt16(0, true),
  I8: (v) => v.getInt8(0),
  U64: (v) => v.getBigUint64(0, true),
  U32: (v) => v.getUint32(0, true),
  U16: (v) => v.getUint16(0, true),
  U8: (v) => v.getUint8(0),
  BOOL: (v) => v.getUint8(0) !== 0,
};

/**
 * A dtype is an object whose state says the byte order: `(3, '<', None, …)`; in front of its name it may stand as well.
 * Undefined for what holds no plain numbers: texts, records, objects.
 */
function dtypeOf(type: PickleValue | undefined): { readonly dtype: Dtype; readonly isBig: boolean } | undefined {
  if (!isKind(type, "object") || !Array.isArray(type.args)) return undefined;
  const [code] = type.args;
  const [, before = "", name = ""] = typeof code === "string" ? (/^([<>=|]?)(\w+)$/.exec(code) ?? []) : [];
  const dtype = dtypes.get(name);
  const order = Array.isArray(type.state) ? type.state[1] : before;
  return dtype && { dtype, isBig: order === ">" };
}

/** The bytes of numbers, lowest byte first. */
function littleEndian(bytes: Uint8Array, dtype: Dtype, isBig: boolean): Uint8Array {
  const size = dtype === "C64" ? 4 : bitsOf(dtype) / 8; // two numbers, each turned around by itself
  if (!isBig || size === 1) return bytes;
  const turned = Uint8Array.from(bytes);
  for (let at = 0; at < turned.length; at += size) turned.subarray(at, at + size).reverse();
  return turned;
}

function scalar(args: readonly PickleValue[]): PickleValue {
  const [type, bytes] = args;
  const known = dtypeOf(type);
  const read = known && scalars[known.dtype];
  if (!read || !(bytes instanceof Uint8Array) || bytes.length !== bitsOf(known.dtype) / 8) return null;
  const value = read(viewOf(littleEndian(bytes, known.dtype, known.isBig)));
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Text that a newer Python wrote in place of bytes, for older ones to read. */
function encode(args: readonly PickleValue[], machine: PickleMachine): PickleValue {
  const [text] = args;
  if (typeof text !== "string") machine.fail({ en: "it encodes what is not a text", zh: "编码的不是文字" });
  machine.copyText(text.length);
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** `bytes()`: older protocols have no other way to say that there are none. A `bytearray` is made of bytes or of text. */
function bytesOf(args: readonly PickleValue[], machine: PickleMachine): PickleValue {
  const [value] = args;
  if (value === undefined) return new Uint8Array();
  return value instanceof Uint8Array ? value : encode(args, machine);
}

/** A dtype or an array of numpy's, by name and arguments; its state follows. */
const objectOf =
  (module: string, name: string) =>
  (args: readonly PickleValue[]): PickleObject => ({
    kind: "object",
    type: { kind: "global", module, name },
    args: args as PickleValue[],
    state: null,
  });

/** `_frombuffer(bytes, dtype, shape, order)`: how protocol 5 has an array. */
function fromBuffer(args: readonly PickleValue[]): PickleObject {
  const [bytes = null, type = null, shape = null, order = null] = args;
  return { ...objectOf("numpy", "ndarray")([]), state: [1, shape, type, order === "F", bytes] };
}

const isCount = (value: PickleValue): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Numbers between neighbours where the first index runs fastest. */
const columnMajor = (shape: readonly number[]): number[] =>
  shape.map((_, i) => shape.slice(0, i).reduce((product, size) => product * Math.max(1, size), 1));
const rowMajor = (shape: readonly number[]): number[] => columnMajor(shape.toReversed()).reverse();

/**
 * The numbers of a numpy array as a tensor. Its state is `(version, shape, dtype, is_fortran, bytes)`. Undefined for what
 * is none, or holds no plain numbers. Source: numpy `ndarray.__reduce__`.
 */
export function arrayTensor(value: PickleValue): TorchTensor | undefined {
  if (!isKind(value, "object") || value.type.name !== "ndarray" || !Array.isArray(value.state)) return undefined;
  const [, shape = null, type, isFortran = null, bytes] = value.state;
  const known = dtypeOf(type);
  if (!known || !Array.isArray(shape) || !shape.every(isCount) || !(bytes instanceof Uint8Array)) return undefined;
  const { dtype, isBig } = known;
  const count = shape.reduce((product, size) => product * size, 1);
  if (count * (bitsOf(dtype) / 8) !== bytes.length) return undefined;
  const spelled = littleEndian(bytes, dtype, isBig);
  return {
    kind: "tensor",
    dtype,
    shape: [...shape],
    strides: isFortran === true ? columnMajor(shape) : rowMajor(shape),
    start: 0,
    storage: { kind: "storage", key: "", dtype, count, start: 0, offset: 0, bytes: spelled },
  };
}

/**
 * A tensor that lay on a device which torch could not save from, and so was saved as an array of numpy's:
 * `(array, dtype, device, requires_grad)`. Source: torch 1.12 … 2.x, `_utils._rebuild_device_tensor_from_numpy`.
 */
function deviceTensor(args: readonly PickleValue[], machine: PickleMachine): PickleValue {
  const [array = null] = args;
  const found = arrayTensor(array);
  if (!found) return machine.fail({ en: "a tensor in it has no numbers", zh: "里面有个张量没有数据" });
  return { ...found, storage: { ...found.storage, offset: machine.cursor.at } };
}

/** Source of the names: numpy's `__reduce__` methods; numpy 2 says `_core`. */
export const numpyCalls = [
  ["torch._utils _rebuild_device_tensor_from_numpy", deviceTensor],
  ["numpy.core.multiarray scalar", scalar],
  ["numpy._core.multiarray scalar", scalar],
  ["numpy.core.multiarray _reconstruct", objectOf("numpy", "ndarray")],
  ["numpy._core.multiarray _reconstruct", objectOf("numpy", "ndarray")],
  ["numpy.core.numeric _frombuffer", fromBuffer],
  ["numpy._core.numeric _frombuffer", fromBuffer],
  ["numpy dtype", objectOf("numpy", "dtype")],
  ["_codecs encode", encode],
  ...(["__builtin__ bytes", "builtins bytes", "__builtin__ bytearray", "builtins bytearray"] as const).map(
    (name) => [name, bytesOf] as const,
  ),
] as const;
