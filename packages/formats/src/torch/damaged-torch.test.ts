import { readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../byte-source.ts";
import { concatBytes } from "../concat-bytes.ts";
import { readTensor } from "../safetensors/read-safetensors.ts";
import { outcomeOf } from "../testing/law-of-readers.ts";
import { pickleOf, printTorch, printZip } from "../testing/print-torch.ts";
import { readTorch } from "./read-torch.ts";

const read = (bytes: Uint8Array) => readTorch(bytesSource(bytes, "bad.pt"));
const golden = (name: string) => readFileSync(new URL(`goldens/${name}`, import.meta.url));
const data = Uint8Array.from({ length: 16 }, (_, i) => i);

/** Opcodes of a tensor on storage "0": its length, then offset, shape and strides as opcodes that push them. */
const tensorOf = (count: number, start: string, shape: string, strides: string) =>
  pickleOf(
    "ctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\nU\x010U\x03cpu",
    "K",
    count,
    `tQ${start}${shape}${strides}I00\n}tR.`,
  );
const K = (...counts: readonly number[]) => `(${counts.map((n) => `I${n}\n`).join("")}t`;
const zero = "K\0";
const empty = pickleOf("}.");
const patched = (bytes: Uint8Array, at: number, ...values: readonly number[]) => {
  const copy = Uint8Array.from(bytes);
  copy.set(values, at < 0 ? bytes.length + at : at);
  return copy;
};
/** The directory is right, but the second member's own header claims a long extra field before its bytes. */
const movedOut = (bytes: Uint8Array) => {
  const second = Buffer.from(bytes).indexOf("PK\x03\x04", 4, "latin1");
  return patched(bytes, second + 28, 0xff, 0xff);
};
const stream = golden("types.legacy.pt");
const streamMagic = stream.subarray(0, 15);

describe("readTorch", () => {
  it("reads the smallest file, and one whose dictionary contains itself", async () => {
    expect((await read(printTorch(empty))).tensors.size).toBe(0);
    const cyclic = await read(printTorch(pickleOf("}q\0U\x01ah\0s.")));
    expect(cyclic.tensors.size).toBe(0);
    const list = await read(printTorch(pickleOf("]q\0(h\0h\0h\0e.")));
    expect(list.tensors.size).toBe(0);
  });

  it("does not unfold a value that refers to the one before twice, thirty times over", async () => {
    const doubled = Array.from({ length: 30 }, () => "2\x86").join("");
    expect((await read(printTorch(pickleOf(`)${doubled}.`)))).tensors.size).toBe(0);
  });

  it.each<[string, string, Uint8Array]>([
    ["an empty file", "notTorch", new Uint8Array()],
    ["a PNG", "notTorch", pickleOf("\x89PNG\r\n\x1a\n")],
    ["a zip of something else", "notTorch", printZip([["notes.txt", data]])],
    ["a tar of 2016", "ancientTorch", concatBytes([new Uint8Array(257), pickleOf("ustar"), new Uint8Array(250)])],
    ["an archive without its end", "damagedArchive", printTorch(empty).subarray(0, -22)],
    ["an archive without its directory", "damagedArchive", patched(printTorch(empty), -12, 0xff, 0xff)],
    ["a directory behind the file", "damagedArchive", patched(printTorch(empty), -6, 0xff, 0xff, 0xff, 0x7f)],
    ["more members than there are", "damagedArchive", patched(printTorch(empty), -12, 9)],
    ["ZIP64 without its directory", "damagedArchive", patched(printTorch(empty), -12, 0xff, 0xff)],
    [
      "a member twice",
      "damagedArchive",
      printZip([
        ["a/data.pkl", empty],
        ["a/data.pkl", empty],
      ]),
    ],
    ["a member of another name", "damagedArchive", printZip([["a/data.pkl", empty, { localName: "a/fata.pkl" }]])],
    ["an encrypted member", "damagedArchive", printZip([["a/data.pkl", empty, { flags: 1 }]])],
    ["an unknown packing", "damagedArchive", printZip([["a/data.pkl", empty, { method: 14 }]])],
    ["a member that leaves the file", "damagedArchive", printZip([["a/data.pkl", empty, { size: 500 }]])],
    [
      "a member that its own header moves out of the file",
      "damagedArchive",
      movedOut(printTorch(tensorOf(4, zero, K(4), K(1)), { 0: data })),
    ],
    ["packed bytes that do not unpack", "damagedArchive", printZip([["a/data.pkl", data, { method: 8 }]])],
    [
      "a program beside the pickle",
      "strangeMember",
      printZip([
        ["a/data.pkl", empty],
        ["a/run.py", data],
      ]),
    ],
    [
      "a second folder",
      "strangeMember",
      printZip([
        ["a/data.pkl", empty],
        ["b/data/0", data],
      ]),
    ],
    ["an empty pickle", "badPickle", printTorch(new Uint8Array())],
    ["a pickle without an end", "badPickle", printTorch(pickleOf("}"))],
    ["a second pickle behind the first", "badPickle", printTorch(pickleOf("}.}."))],
    ["a pickle of the future", "badPickle", printTorch(pickleOf(0x80, 9, "}."))],
    ["an unknown opcode", "badPickle", printTorch(pickleOf(0xff, "."))],
    ["the extension registry", "badPickle", printTorch(pickleOf(0x82, 1, "."))],
    ["an empty stack", "badPickle", printTorch(pickleOf("."))],
    ["values left over", "badPickle", printTorch(pickleOf("}}."))],
    ["a mark left over", "badPickle", printTorch(pickleOf("(}."))],
    ["a mark that was never set", "badPickle", printTorch(pickleOf("t."))],
    ["a pop through a mark", "badPickle", printTorch(pickleOf("}(s."))],
    ["a memo that was never set", "badPickle", printTorch(pickleOf("h\x05."))],
    ["a text that leaves the pickle", "badPickle", printTorch(pickleOf("X\xff\xff\xff\x7fa."))],
    ["a text of exabytes", "badPickle", printTorch(pickleOf(0x8d, "\xff\xff\xff\xff\xff\xff\xff\x7f."))],
    ["an endless number", "badPickle", printTorch(pickleOf(0x8b, "\xff\xff\xff\x7f."))],
    ["a number of letters", "badPickle", printTorch(pickleOf("Iabc\n."))],
    ["a key without a value", "badPickle", printTorch(pickleOf("}(U\x01au."))],
    ["items of a number", "badPickle", printTorch(pickleOf("K\x01U\x01aNs."))],
    ["a call of a number", "badPickle", printTorch(pickleOf("K\x01)R."))],
    ["a call without arguments", "badPickle", printTorch(pickleOf("ccollections\nOrderedDict\nNR."))],
    ["a name made of numbers", "badPickle", printTorch(pickleOf("K\x01K\x02\x93."))],
    ["a storage that is none", "badPickle", printTorch(pickleOf("(U\x06moduletQ."))],
    ["a shape of texts", "badPickle", printTorch(tensorOf(4, zero, "(U\x014t", K(1)), { 0: data })],
    ["a negative size", "badPickle", printTorch(tensorOf(4, zero, K(-4), K(1)), { 0: data })],
    ["a shape beyond its storage", "badPickle", printTorch(tensorOf(4, zero, K(5), K(1)), { 0: data })],
    ["an offset beyond its storage", "badPickle", printTorch(tensorOf(4, "K\x01", K(4), K(1)), { 0: data })],
    ["strides beyond their storage", "badPickle", printTorch(tensorOf(4, zero, K(2, 2), K(3, 1)), { 0: data })],
    ["a shape that overflows", "badPickle", printTorch(tensorOf(4, zero, K(2 ** 32, 2 ** 32), K(0, 0)), { 0: data })],
    ["one number a billion times", "badPickle", printTorch(tensorOf(4, zero, K(2 ** 30), K(0)), { 0: data })],
    ["a hundred dimensions", "badPickle", printTorch(tensorOf(4, zero, K(...Array(100).fill(1)), K(1)), { 0: data })],
    ["numbers that are missing", "badStorage", printTorch(tensorOf(4, zero, K(4), K(1)))],
    ["too few numbers", "badStorage", printTorch(tensorOf(5, zero, K(4), K(1)), { 0: data })],
    ["another program's pickle", "notTorch", pickleOf(0x80, 2, "}.")],
    ["the magic number alone", "badPickle", streamMagic],
    ["a stream that ends with its descriptions", "badStorage", stream.subarray(0, -150)],
    ["a stream that lacks its last byte", "badStorage", stream.subarray(0, -1)],
  ])("refuses %s as formats/%s, naming the file and a way on", async (_, code, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: `formats/${code}`,
      message: expect.stringContaining("bad.pt"),
      hint: expect.stringMatching(/\w{4}/),
    });
  });

  it("refuses more dictionaries than any model has, before they fill the memory", async () => {
    const million = pickleOf("](", "}".repeat(999_000), "e.");
    expect(await outcomeOf(() => read(printTorch(million)))).toEqual({ code: "formats/badPickle" });
  });

  it("refuses a compressed description that unfolds beyond all measure", async () => {
    const bomb = printZip([["a/data.pkl", deflateRawSync(new Uint8Array(2 ** 26 + 1)), { method: 8 }]]);
    expect(await outcomeOf(() => read(bomb))).toEqual({ code: "formats/archiveBomb" });
  });

  it("names a program also where the pickle breaks off after it", async () => {
    await expect(read(printTorch(pickleOf("cos\nsystem\n\xff")))).rejects.toMatchObject({
      code: "formats/unsafePickle",
      facts: { globals: ["os.system"] },
    });
  });
});

const goldens = ["types.pt", "training-run.ckpt", "views.legacy.pt", "evil.system.pt", "repacked.pt"].map(golden);

describe("any file", () => {
  it("that is cut anywhere is refused", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...goldens), fc.nat(), async (whole, at) => {
        expect(await outcomeOf(() => read(whole.subarray(0, at % whole.length)))).toHaveProperty("code");
      }),
    );
  });

  it("that is damaged anywhere is read whole or refused, and no tensor leaves the file", async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...goldens), damage, async (whole, hits) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of hits) bytes[at % bytes.length] = value;
        const outcome = await outcomeOf(() => read(bytes));
        if ("value" in outcome)
          for (const entry of outcome.value.tensors.values()) await readTensor(outcome.value, entry);
      }),
      { numRuns: 500 },
    );
  });

  it("of opcodes at random is read or refused", async () => {
    const opcode = fc.constantFrom(..."(.0122NKMIJU}])abdehijloqrstuRQc\x80\x85\x86\x87\x93\x94\x81\x88");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(opcode, fc.constantFrom("\0", "\x01", "a\n", "os\n"))), async (parts) => {
        await outcomeOf(() => read(printTorch(pickleOf(...parts, "."))));
      }),
      { numRuns: 500 },
    );
  });
});
