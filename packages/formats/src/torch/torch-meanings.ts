import type { Dtype } from "../tensors/dtype.ts";
import { bitsOf } from "../tensors/dtype.ts";
import { numpyCalls } from "./numpy-meanings.ts";
import { costOfContainer, type PickleMachine, type PickleMeanings } from "./pickle-machine.ts";
import { isKind, nameOf, type PickleValue, type TorchStorage, type TorchTensor } from "./pickle-values.ts";

const storageTypes: ReadonlyMap<string, Dtype> = new Map([
  ["torch FloatStorage", "F32"],
  ["torch HalfStorage", "F16"],
  ["torch BFloat16Storage", "BF16"],
  ["torch DoubleStorage", "F64"],
  ["torch LongStorage", "I64"],
  ["torch IntStorage", "I32"],
  ["torch ShortStorage", "I16"],
  ["torch CharStorage", "I8"],
  ["torch ByteStorage", "U8"],
  ["torch BoolStorage", "BOOL"],
  ["torch ComplexFloatStorage", "C64"],
]);
const bytesStorages: ReadonlySet<string> = new Set(["torch.storage UntypedStorage", "torch UntypedStorage"]);

const numberTypes: ReadonlyMap<string, Dtype> = new Map([
  ["torch float32", "F32"],
  ["torch float16", "F16"],
  ["torch bfloat16", "BF16"],
  ["torch float64", "F64"],
  ["torch int64", "I64"],
  ["torch int32", "I32"],
  ["torch int16", "I16"],
  ["torch int8", "I8"],
  ["torch uint8", "U8"],
  ["torch uint16", "U16"],
  ["torch uint32", "U32"],
  ["torch uint64", "U64"],
  ["torch bool", "BOOL"],
  ["torch complex64", "C64"],
  ["torch float8_e4m3fn", "F8_E4M3"],
  ["torch float8_e5m2", "F8_E5M2"],
  ["torch float8_e4m3fnuz", "F8_E4M3FNUZ"],
  ["torch float8_e5m2fnuz", "F8_E5M2FNUZ"],
]);

/** More dimensions than any tensor of ours has; torch itself stops at 64. */
const mostDimensions = 64;

/** Numbers of a tensor that says the same ones over and over, as `expand` makes it. */
const mostRepeated = 2 ** 20;

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function counts(value: PickleValue | undefined, machine: PickleMachine): number[] {
  if (!Array.isArray(value) || value.length > mostDimensions || !value.every(isCount))
    machine.fail({ en: "a tensor in it has no usable shape", zh: "里面有个张量的形状不能用" });
  return [...value];
}

/** Row-major distances for a shape. */
const rowMajor = (shape: readonly number[]): number[] =>
  shape.map((_, i) => shape.slice(i + 1).reduce((product, size) => product * Math.max(1, size), 1));

function tensor(args: readonly PickleValue[], machine: PickleMachine, dtypeAt?: number): TorchTensor {
  machine.spend(costOfContainer);
  const [storage = null, start, size, stride] = args;
  if (!isKind(storage, "storage") || !isCount(start))
    machine.fail({ en: "a tensor in it has no numbers", zh: "里面有个张量没有数据" });
  const shape = counts(size, machine);
  const strides = stride === undefined ? rowMajor(shape) : counts(stride, machine);
  const dtype = dtypeAt === undefined ? storage.dtype : dtypeOf(args[dtypeAt]);
  if (dtype === undefined)
    machine.fail({ en: "the numbers of a tensor in it are of an unknown type", zh: "里面有个张量的数据类型不认识" });
  if (strides.length !== shape.length)
    machine.fail({ en: "a tensor in it has no usable shape", zh: "里面有个张量的形状不能用" });
  const total = shape.reduce((product, n) => product * n, 1);
  const span = total === 0 ? 0 : 1 + shape.reduce((sum, n, i) => sum + (n - 1) * strides[i]!, 0);
  const bytes = (bitsOf(dtype) / 8) * (start + span);
  const room = storage.count * (storage.dtype === undefined ? 1 : bitsOf(storage.dtype) / 8);
  if (!Number.isSafeInteger(total) || !(bytes <= room))
    machine.fail({ en: "a tensor in it is larger than its numbers", zh: "里面有个张量比它的数据还大" });
  if (total > span && total > mostRepeated)
    machine.fail({
      en: "a tensor in it unfolds into far more than any model has",
      zh: "里面有个张量展开后远超任何模型的大小",
    });
  return { kind: "tensor", dtype, shape, strides, start, storage };
}

const dtypeOf = (value: PickleValue | undefined): Dtype | undefined =>
  isKind(value, "global") ? numberTypes.get(nameOf(value)) : undefined;

/** `('storage', class, key, device, count[, view])`. Source: torch `serialization.py`, `persistent_load`. */
function storageOf(id: readonly PickleValue[], machine: PickleMachine): TorchStorage {
  const [tag, type = null, key, , count, view = null] = id;
  if (tag !== "storage" || !isKind(type, "global"))
    machine.fail({ en: "it refers to what is not a storage", zh: "引用的不是数据块" });
  if (typeof key !== "string" || !isCount(count))
    machine.fail({ en: "a storage in it has no name or no length", zh: "里面有个数据块没有名字或长度" });
  const dtype = storageTypes.get(nameOf(type));
  if (dtype === undefined && !bytesStorages.has(nameOf(type)) && machine.meanings.values.has(nameOf(type)))
    machine.fail({ en: "it refers to what is not a storage", zh: "引用的不是数据块" });
  if (view === null) return { kind: "storage", key, dtype, count, start: 0, offset: -1 };
  const [, start, length] = Array.isArray(view) ? view : [];
  if (!isCount(start) || !isCount(length) || start + length > count)
    machine.fail({ en: "a storage in it is larger than the one it is part of", zh: "里面有个数据块比它所属的还大" });
  return { kind: "storage", key, dtype, count: length, start, offset: -1 };
}

/** A dictionary from a list of pairs. Its attributes, which torch keeps its own notes in, are passed over. */
function orderedDict(args: readonly PickleValue[], machine: PickleMachine): PickleValue {
  const pairs = args[0] ?? [];
  if (pairs instanceof Map) return pairs;
  if (!Array.isArray(pairs)) machine.fail({ en: "a dictionary in it is none", zh: "里面有个字典不是字典" });
  machine.spend(pairs.length);
  const found = machine.newMap();
  for (const pair of pairs) {
    if (!Array.isArray(pair) || pair.length !== 2)
      machine.fail({ en: "a dictionary in it is none", zh: "里面有个字典不是字典" });
    found.set(pair[0]!, pair[1]!);
  }
  return found;
}

function copied(args: readonly PickleValue[], machine: PickleMachine): PickleValue[] {
  const items = args[0] ?? [];
  if (!Array.isArray(items)) machine.fail({ en: "a list in it is none", zh: "里面有个列表不是列表" });
  machine.spend(items.length);
  return [...items];
}

const set = (args: readonly PickleValue[], machine: PickleMachine) => machine.newSet(copied(args, machine));
/** A tensor with notes of Python's on it: `(function, type, arguments, state)`. */
function fromType(args: readonly PickleValue[], machine: PickleMachine): PickleValue {
  const [build = null, , inside = null] = args;
  return machine.call(build, inside);
}
const first = ([value = null]: readonly PickleValue[]): PickleValue => value;

/** An instance by name only: nothing in a picture depends on it. */
const inert = (name: string) => {
  const space = name.lastIndexOf(" ");
  const type = { kind: "global", module: name.slice(0, space), name: name.slice(space + 1) } as const;
  const make = (args: readonly PickleValue[]): PickleValue => ({ kind: "object", type, args: [...args], state: null });
  return [name, make] as const;
};

/**
 * The names that files of weights need, and what stands for them. Source: AUTOMATIC1111 `modules/safe.py`, and beyond
 * it only number types, older and newer forms of the same names, and Python's own containers.
 */
export const torchMeanings: PickleMeanings = {
  calls: new Map<string, (args: readonly PickleValue[], machine: PickleMachine) => PickleValue>([
    ["collections OrderedDict", orderedDict],
    ["torch._utils _rebuild_tensor", (args, m) => tensor(args.slice(0, 4), m)],
    ["torch._utils _rebuild_tensor_v2", (args, m) => tensor(args, m)],
    ["torch._utils _rebuild_tensor_v3", (args, m) => tensor(args, m, 6)],
    ["torch._utils _rebuild_parameter", first],
    ["torch._utils _rebuild_parameter_with_state", first],
    ["torch._utils _rebuild_device_tensor_from_cpu_tensor", first],
    ["torch._tensor _rebuild_from_type_v2", fromType],
    ["torch Size", copied],
    inert("torch device"),
    inert("torch.nn.modules.container ParameterDict"),
    inert("pytorch_lightning.callbacks.model_checkpoint ModelCheckpoint"),
    ["__builtin__ set", set],
    ["builtins set", set],
    ...numpyCalls,
  ]),
  values: new Set([
    ...storageTypes.keys(),
    ...bytesStorages,
    ...numberTypes.keys(),
    "numpy ndarray",
    "torch Tensor",
    "torch.nn.parameter Parameter",
    "torch.nn.parameter Buffer",
    "pytorch_lightning.callbacks model_checkpoint",
  ]),
  storage: storageOf,
};

/** Names in the order they were met, those left out that {@link torchMeanings} know. */
export const refusedNames = (names: Iterable<string>): string[] =>
  [...names].filter((name) => !torchMeanings.calls.has(name) && !torchMeanings.values.has(name));
