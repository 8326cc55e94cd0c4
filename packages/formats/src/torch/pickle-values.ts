import type { Bytes } from "@danfang/domain";
import type { Dtype } from "../tensors/dtype.ts";

/** What a pickle describes, as plain data. Lists and tuples are arrays; numbers beyond exactness are bigints. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>
  | PickleGlobal
  | PickleObject
  | TorchStorage
  | TorchTensor;

/** A class or function that the pickle names. A name and nothing else: there is nothing behind it that could be called. */
export interface PickleGlobal {
  readonly kind: "global";
  readonly module: string;
  readonly name: string;
}

/** What would be an instance of a class: the name, what it would be made from, and what would be set on it afterwards. */
export interface PickleObject {
  readonly kind: "object";
  readonly type: PickleGlobal;
  readonly args: PickleValue;
  state: PickleValue;
}

/** Numbers in the file that tensors are views of. */
export interface TorchStorage {
  readonly kind: "storage";
  readonly key: string;
  /** Undefined: bytes, to which each tensor gives its own meaning. */
  readonly dtype: Dtype | undefined;
  /** Numbers, or bytes where there is no dtype. */
  readonly count: number;
  /** Where the view begins within the storage called `key`, in numbers; only old files have views of storages. */
  readonly start: number;
  /** Bytes from the start of the file; -1 until the reader has found it. */
  offset: Bytes;
  /** The numbers themselves, of a storage that the pickle spells out. */
  readonly bytes?: Uint8Array;
}

export interface TorchTensor {
  readonly kind: "tensor";
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Numbers between neighbours along each dimension. */
  readonly strides: readonly number[];
  /** Numbers of `dtype` before the first of this tensor in its storage. */
  readonly start: number;
  readonly storage: TorchStorage;
}

type Node = PickleGlobal | PickleObject | TorchStorage | TorchTensor;

/** The kind of a node; undefined for everything that has its own form in JavaScript. */
function nodeOf(value: PickleValue | undefined): Node | undefined {
  const isNode = typeof value === "object" && value !== null && "kind" in value;
  return isNode ? (value as Node) : undefined;
}

export function isKind<K extends Node["kind"]>(
  value: PickleValue | undefined,
  kind: K,
): value is Extract<Node, { kind: K }> {
  return nodeOf(value)?.kind === kind;
}

/** Names are compared and shown as `module name`, the way a pickle writes them. */
export const nameOf = ({ module, name }: PickleGlobal): string => `${module} ${name}`;
