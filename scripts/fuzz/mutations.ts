import { deflateRawSync } from "node:zlib";
import { pickleOf, printTorch, printZip } from "../../packages/formats/src/testing/print-torch.ts";
import type { Random } from "./random.ts";

export type Mutation = (bytes: Uint8Array, random: Random, others: readonly Uint8Array[]) => Uint8Array;

/** Lengths and offsets that readers trip over. */
const lies = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

const edited = (bytes: Uint8Array, edit: (copy: Uint8Array) => void): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  if (copy.length > 0) edit(copy);
  return copy;
};

const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));

/** Changes that keep a file mostly what it was. */
const mutations: readonly Mutation[] = [
  (bytes, r) =>
    edited(bytes, (copy) => {
      for (let n = 1 + r.below(6); n > 0; n--) copy[r.below(copy.length)]! ^= 1 << r.below(8);
    }),
  (bytes, r) =>
    edited(bytes, (copy) => {
      for (let n = 1 + r.below(4); n > 0; n--)
        copy[r.below(copy.length)] = r.pick([0, 1, 0x2e, 0x7f, 0x80, 0xff, r.below(256)]);
    }),
  (bytes, r) =>
    edited(bytes, (copy) => {
      if (copy.length > 4) new DataView(copy.buffer).setUint32(r.below(copy.length - 4), r.pick(lies), true);
    }),
  (bytes, r) =>
    edited(bytes, (copy) => {
      if (copy.length > 8)
        new DataView(copy.buffer).setBigUint64(
          r.below(copy.length - 8),
          BigInt(r.pick(lies)) * BigInt(r.pick([1, 2 ** 31])),
          true,
        );
    }),
  (bytes, r) => bytes.subarray(0, r.below(bytes.length + 1)),
  (bytes, r) => bytes.subarray(r.below(Math.min(64, bytes.length + 1))),
  (bytes, r) => {
    const at = r.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + r.below(16))));
  },
  (bytes, r) => {
    const [at, length] = [r.below(bytes.length + 1), r.below(64)];
    return joined(bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at));
  },
  (bytes, r, others) => {
    const other = r.pick(others);
    const at = r.below(other.length + 1);
    return joined(bytes.subarray(0, r.below(bytes.length + 1)), other.subarray(at));
  },
  (bytes, r, others) => {
    const other = r.pick(others);
    const [at, from] = [r.below(bytes.length + 1), r.below(other.length + 1)];
    const part = other.subarray(from, from + r.below(200));
    return joined(bytes.subarray(0, at), part, bytes.subarray(Math.min(bytes.length, at + part.length)));
  },
];

export const mutate: Mutation = (bytes, random, others) => {
  let result = bytes;
  for (let n = 1 + random.below(3); n > 0; n--) result = random.pick(mutations)(result, random, others);
  return result;
};

const opcodes = [
  ..."(.012NKMJIGSTUVXBC])abdehijlopgqrstucRQPF",
  ..."\x80\x81\x85\x86\x87\x88\x89\x8a\x8c\x8f\x90\x91\x92\x93\x94\x95",
];
const pieces = [
  "\0",
  "\x01",
  "\xff",
  "0\n",
  "-1\n",
  "1e999\n",
  "q\0",
  "h\0",
  "2",
  "U\x01a",
  "K\x05",
  "ctorch._utils\n_rebuild_tensor_v2\n",
  "ctorch\nFloatStorage\n",
  "ccollections\nOrderedDict\n",
  "c_codecs\nencode\n",
  "cnumpy.core.multiarray\nscalar\n",
  "cnumpy\ndtype\n",
  "cos\nsystem\n",
  "U\x07storage",
  "U\x010",
  "(tR",
  ")R",
  "tQ",
  "K\0K\x01\x85K\x01\x85",
  "((U\x07storagectorch\nFloatStorage\nU\x010U\x03cpuK\x04tQK\0K\x04\x85K\x01\x85I00\n}tR",
];

/** Opcodes and pieces of real pickles at random, as an archive with one storage. */
function opcodeSoup(r: Random): Uint8Array {
  const parts = Array.from({ length: r.below(60) }, () => (r.below(3) === 0 ? r.pick(pieces) : r.pick(opcodes)));
  return printTorch(pickleOf("\x80\x02", ...parts, r.pick([".", ".", "", "}."])), { 0: new Uint8Array(16) });
}

/** Structures that unfold, recurse or contain themselves. */
function hostile(r: Random): Uint8Array {
  const n = 1 + r.below(20_000);
  const many = (text: string) => text.repeat(n);
  const pickle = r.pick([
    () => pickleOf("]", many("]"), many("a"), "."),
    () => pickleOf("}q\0", many("U\x01ah\0s"), "."),
    () => pickleOf("]q\0", many("h\0a"), "."),
    () => pickleOf(")", many("2\x86"), "."),
    () => pickleOf(many("("), many("t"), "."),
    () => pickleOf("(", many("N"), "tq\0", many("h\0a".slice(0, 2)), "t."),
    () => pickleOf("ccollections\nOrderedDict\nq\0](", many(")"), "eq\x01", many("h\0h\x01\x85R0"), "N."),
    () => pickleOf("c_codecs\nencode\nq\0X\xff\x7f\0\0", "a".repeat(0x7fff), "q\x01", many("h\0h\x01\x85R0"), "N."),
    () => pickleOf("(", many("Nq\x01"), "l."),
  ])();
  if (r.below(4) > 0) return printTorch(pickle);
  return printZip([["a/data.pkl", deflateRawSync(joined(pickle, new Uint8Array(r.below(2 ** 24)))), { method: 8 }]]);
}

export const invent = (random: Random): Uint8Array => (random.below(4) > 0 ? opcodeSoup(random) : hostile(random));

/** An archive taken apart, so that what is inside can be changed while the outside stays right. */
export type Archive = readonly (readonly [name: string, data: Uint8Array])[];

/** The same archive with a member or two changed. */
export function mutateInside(archive: Archive, random: Random, others: readonly Uint8Array[]): Uint8Array {
  const chosen =
    random.below(3) > 0 ? archive.findIndex(([name]) => name.endsWith("data.pkl")) : random.below(archive.length);
  return printZip(
    archive.map(([name, data], i) => (i === chosen ? [name, mutate(data, random, others)] : [name, data])),
  );
}
