import type { Bytes } from "@danfang/domain";
import { bitsOf } from "../tensors/dtype.ts";
import type { TensorEntry } from "../tensors/tensor-entry.ts";
import { arrayTensor } from "./numpy-meanings.ts";
import { isKind, nameOf, type PickleObject, type PickleValue, type TorchTensor } from "./pickle-values.ts";

/** Deeper than any file of weights nests: a trainer's optimizer state comes to five. */
const deepest = 16;
/** More than any file has; the pickle's memo could order the same tensors over and over. */
const mostTensors = 200_000;

/** Parts of a training run that no picture depends on. */
const forTrainers = new Set(["optimizer", "optimizer_states", "lr_schedulers", "callbacks", "loops", "hparams_name"]);

/** Where a tensor is in the file. Errors: none; the tensor's storage has been placed. */
export function entryOf(name: string, tensor: TorchTensor): TensorEntry {
  const { dtype, shape, strides, start, storage } = tensor;
  const size: Bytes = bitsOf(dtype) / 8;
  const isEmpty = shape.includes(0);
  const span = isEmpty ? 0 : 1 + shape.reduce((sum, n, i) => sum + (n - 1) * strides[i]!, 0);
  const length = span * size;
  const spelled = storage.bytes && { bytes: storage.bytes.subarray(start * size, start * size + length) };
  const entry = { name, dtype, shape, offset: storage.offset + start * size, length, ...spelled };
  return isEmpty || isRowMajor(shape, strides) ? entry : { ...entry, strides };
}

/** Distances along dimensions of one do not matter. */
function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] !== 1 && strides[i] !== expected) return false;
    expected *= shape[i]!;
  }
  return true;
}

/** The value under `state_dict`, where a trainer wrapped the weights; a second wrapping is taken off too. */
function unwrap(value: PickleValue): PickleValue {
  const inner = value instanceof Map ? value.get("state_dict") : undefined;
  if (!(inner instanceof Map)) return value;
  const nested = inner.get("state_dict");
  if (!(nested instanceof Map) || inner.size > 1) return inner;
  return nested;
}

/** What a tree holds. */
interface Found {
  readonly tensors: Map<string, TensorEntry>;
  /** Where something stands that would be data and is not read here: `path (numpy.ndarray)`. */
  readonly unread: string[];
}

/** Names behind which no numbers of a network are. */
const withoutNumbers: ReadonlySet<string> = new Set([
  "torch device",
  "numpy dtype",
  "pytorch_lightning.callbacks.model_checkpoint ModelCheckpoint",
]);

/**
 * Every tensor in a tree, named by its path: `model.diffusion_model.out.2.bias`, `768.0.linear.0.weight`; arrays of
 * numpy's are tensors too.
 *
 * Left out: averaged copies (`model_ema.`) and what only trainers need. Total: cycles and trees that unfold without
 * end stop at limits no real file reaches.
 */
export function tensorsIn(tree: PickleValue): Found {
  const tensors = new Map<string, TensorEntry>();
  const unread: string[] = [];
  let visits = 0;
  const visit = (value: PickleValue, path: string, depth: number): void => {
    if (++visits > mostTensors * 2 || tensors.size >= mostTensors) return;
    const tensor = isKind(value, "tensor") ? value : arrayTensor(value);
    if (tensor) tensors.set(path || "tensor", entryOf(path || "tensor", tensor));
    else if (isUnread(value)) unread.push(`${path} (${nameOf(value.type).replace(" ", ".")})`);
    else if (depth < deepest) for (const [key, child] of childrenOf(value)) visit(child, join(path, key), depth + 1);
  };
  const root = unwrap(tree);
  for (const [key, child] of childrenOf(root)) if (!forTrainers.has(key)) visit(child, key, 1);
  if (isKind(root, "tensor")) visit(root, "", 0);
  for (const name of tensors.keys()) if (name.startsWith("model_ema.")) tensors.delete(name);
  return { tensors, unread };
}

/** An object that has no parameters inside, and is not known to be without numbers. */
const isUnread = (value: PickleValue): value is PickleObject =>
  isKind(value, "object") && !withoutNumbers.has(nameOf(value.type)) && modulesIn(value).length === 0;

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);

/** What is in a dictionary, a list or a module's parameters, with names. */
function* childrenOf(value: PickleValue): Generator<[string, PickleValue]> {
  if (value instanceof Map) {
    for (const [key, child] of value) if (typeof key === "string" || typeof key === "number") yield [`${key}`, child];
  } else if (Array.isArray(value)) {
    for (const [i, child] of value.entries()) yield [`${i}`, child];
  } else if (isKind(value, "object")) for (const part of modulesIn(value)) yield* childrenOf(part);
}

/** Of a torch module that was saved whole: `ParameterDict` in old embeddings, the networks of detectors. */
const modulesIn = ({ state }: PickleObject): readonly PickleValue[] =>
  ["_parameters", "_buffers", "_modules"].flatMap((part) => {
    const found = state instanceof Map ? state.get(part) : undefined;
    return found instanceof Map ? [found] : [];
  });

/** Longest text that is told; notes of trainers can be whole configurations. */
const longestText = 1000;

/** What stands beside the weights as text: `global_step`, `epoch`, a version. */
export function metadataIn(tree: PickleValue): Record<string, string> {
  if (!(tree instanceof Map)) return {};
  const scalars = [...tree].flatMap(([key, value]): [string, string][] => {
    if (typeof key !== "string" || key.length > longestText) return [];
    const isScalar = ["string", "number", "bigint", "boolean"].includes(typeof value);
    return isScalar ? [[key, String(value).slice(0, longestText)]] : [];
  });
  return Object.fromEntries(scalars);
}
