import { viewOf } from "../concat-bytes.ts";
import type { PickleMachine } from "./pickle-machine.ts";
import { isKind, type PickleObject, type PickleValue } from "./pickle-values.ts";

type Reader = (view: DataView, littleEndian: boolean) => number | bigint | boolean;

/** Single numbers as numpy stores them, by their type's short name. Trainers leave losses and step counts in files so. */
const scalars: ReadonlyMap<string, readonly [size: number, read: Reader]> = new Map<string, readonly [number, Reader]>([
  ["f8", [8, (v, le) => v.getFloat64(0, le)]],
  ["f4", [4, (v, le) => v.getFloat32(0, le)]],
  ["i8", [8, (v, le) => v.getBigInt64(0, le)]],
  ["i4", [4, (v, le) => v.getInt32(0, le)]],
  ["i2", [2, (v, le) => v.getInt16(0, le)]],
  ["i1", [1, (v) => v.getInt8(0)]],
  ["u8", [8, (v, le) => v.getBigUint64(0, le)]],
  ["u4", [4, (v, le) => v.getUint32(0, le)]],
  ["u1", [1, (v) => v.getUint8(0)]],
  ["b1", [1, (v) => v.getUint8(0) !== 0]],
]);

/** A dtype is an object whose state says the byte order: `(3, '<', None, …)`. */
function scalar(args: readonly PickleValue[]): PickleValue {
  const [type = null, bytes] = args;
  if (!isKind(type, "object") || !(bytes instanceof Uint8Array)) return null;
  const [code] = type.args as PickleValue[];
  const known = typeof code === "string" ? scalars.get(code) : undefined;
  if (known === undefined || bytes.length !== known[0]) return null;
  const isBig = Array.isArray(type.state) && type.state[1] === ">";
  const value = known[1](viewOf(bytes), !isBig);
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Text that a newer Python wrote in place of bytes, for older ones to read. */
function encode(args: readonly PickleValue[], machine: PickleMachine): PickleValue {
  const [text] = args;
  if (typeof text !== "string") machine.fail({ en: "it encodes what is not a text", zh: "编码的不是文字" });
  machine.spend(text.length);
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** A dtype or an array of numpy's, by name and arguments. */
const inert =
  (module: string, name: string) =>
  (args: readonly PickleValue[]): PickleObject => ({
    kind: "object",
    type: { kind: "global", module, name },
    args: args as PickleValue[],
    state: null,
  });

/** Source of the names: numpy's `__reduce__` methods; numpy 2 says `_core`. */
export const numpyCalls = [
  ["numpy.core.multiarray scalar", scalar],
  ["numpy._core.multiarray scalar", scalar],
  ["numpy.core.multiarray _reconstruct", inert("numpy", "ndarray")],
  ["numpy._core.multiarray _reconstruct", inert("numpy", "ndarray")],
  ["numpy dtype", inert("numpy", "dtype")],
  ["_codecs encode", encode],
] as const;
