import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesSource } from "../byte-source.ts";
import { byteLengthOf, type Dtype } from "../tensors/dtype.ts";
import { outcomeOf } from "../testing/law-of-readers.ts";
import { readSafetensors, readTensor } from "./read-safetensors.ts";
import { printSafetensors, type TensorBytes } from "./write-safetensors.ts";

/** A file with this header, as it stands, and so many bytes of data. */
function fileWith(header: string | Uint8Array, dataLength = 0): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const read = (bytes: Uint8Array) => readSafetensors(bytesSource(bytes, "bad.safetensors"));
const entry = (begin: number, end: number, shape = `[${end - begin}]`, dtype = "U8") =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

describe("readSafetensors", () => {
  it("reads the smallest files of the reference's own tests", async () => {
    expect((await read(fileWith("{}"))).tensors.size).toBe(0);
    const file = await read(fileWith('{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}', 16));
    expect(file.tensors.get("test")).toEqual({ name: "test", dtype: "I32", shape: [2, 2], offset: 68, length: 16 });
    const padded = await read(fileWith('{"test":{"dtype":"I32","shape":[2,2],"data_offsets":[0,16]}}    ', 16));
    expect(padded.dataOffset).toBe(72);
    const zero = await read(fileWith('{"test":{"dtype":"I32","shape":[2,0],"data_offsets":[0,0]}}'));
    expect(zero.tensors.get("test")).toMatchObject({ shape: [2, 0], length: 0 });
  });

  it("reads metadata, scalars, strange names and entries in any order", async () => {
    const header = `{"b":${entry(1, 3)},"__metadata__":{"__proto__":"p","ключ":"\\u00e9\\n"},"__proto__":${entry(3, 4, "[]")},"a":${entry(0, 1)}}`;
    const file = await read(fileWith(header, 4));
    expect([...file.tensors.keys()]).toEqual(["b", "__proto__", "a"]);
    expect(file.tensors.get("__proto__")).toMatchObject({ shape: [], length: 1 });
    expect(Object.entries(file.metadata)).toEqual([
      ["__proto__", "p"],
      ["ключ", "é\n"],
    ]);
    expect(Object.getPrototypeOf(file.metadata)).toBe(Object.prototype);
  });

  it("passes over fields that it does not know", async () => {
    const header = `{"a":{"extra":[{"x":null},1e5,true],"dtype":"U8","shape":[1],"data_offsets":[0,1]}}`;
    expect((await read(fileWith(header, 1))).tensors.size).toBe(1);
  });

  const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
  const huge = fileWith("{}");
  huge.fill(0xff, 0, 8);
  it.each<[string, string, Uint8Array]>([
    ["an empty file", "emptyFile", new Uint8Array()],
    ["five bytes", "incomplete", new Uint8Array(5)],
    ["a renamed pickle", "torchFile", latin1("\x80\x02}q\0.          ")],
    ["a renamed torch archive", "torchFile", latin1(`PK\x03\x04${"\0".repeat(22)}\x0a\0\0\0a/data.pkl`)],
    ["an HTML page", "webPage", latin1("<!DOCTYPE html><html>")],
    ["an error as JSON", "webPage", latin1('{"error":"Unauthorized"}')],
    ["a Git LFS pointer", "lfsPointer", latin1("version https://git-lfs.github.com/spec/v1\noid")],
    ["a PNG", "notSafetensors", latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
    ["noise", "notSafetensors", latin1("abcdefghijkl")],
    ["an endless header", "headerTooLong", huge],
    ["a header that does not begin with {", "notSafetensors", fileWith(' {"a":1}')],
    ["a header that is cut off", "incomplete", fileWith(`{"a":${entry(0, 4)}}`).subarray(0, 30)],
    ["data that is cut off", "incomplete", fileWith(`{"a":${entry(0, 4)}}`, 3)],
    ["data that goes on", "trailingBytes", fileWith(`{"a":${entry(0, 4)}}`, 5)],
    ["data that nobody owns", "trailingBytes", fileWith("{}", 5)],
    ["invalid UTF-8", "headerNotUtf8", fileWith(latin1('{"\xff":1}'))],
    ["unfinished JSON", "headerNotJson", fileWith('{"a"')],
    ["JSON followed by more", "headerNotJson", fileWith("{}{}")],
    ["JSON padded with zeros", "headerNotJson", fileWith("{}\0\0")],
    ["half a character in a name", "headerNotJson", fileWith('{"\\udc00":1}')],
    ["endless nesting", "headerNotJson", fileWith(`{"a":{"x":${"[".repeat(1e5)}`)],
    ["a name twice", "duplicateKey", fileWith(`{"a":${entry(0, 4)},"a":${entry(4, 8)}}`, 8)],
    ["a name twice, once escaped", "duplicateKey", fileWith(`{"a":${entry(0, 4)},"\\u0061":${entry(4, 8)}}`, 8)],
    ["metadata twice", "duplicateKey", fileWith('{"__metadata__":{},"__metadata__":{}}')],
    ["a metadata key twice", "duplicateKey", fileWith('{"__metadata__":{"a":"1","a":"2"}}')],
    [
      "a field twice",
      "duplicateKey",
      fileWith('{"a":{"dtype":"U8","dtype":"I8","shape":[1],"data_offsets":[0,1]}}', 1),
    ],
    ["metadata that is a list", "badMetadata", fileWith('{"__metadata__":[]}')],
    ["metadata with a number", "badMetadata", fileWith('{"__metadata__":{"a":1}}')],
    ["an entry that is a number", "badEntry", fileWith('{"a":1}')],
    ["an entry without dtype", "badEntry", fileWith('{"a":{"shape":[1],"data_offsets":[0,1]}}', 1)],
    ["an entry without shape", "badEntry", fileWith('{"a":{"dtype":"U8","data_offsets":[0,1]}}', 1)],
    ["an entry without offsets", "badEntry", fileWith('{"a":{"dtype":"U8","shape":[1]}}', 1)],
    ["a dtype that is a number", "badEntry", fileWith('{"a":{"dtype":8,"shape":[1],"data_offsets":[0,1]}}', 1)],
    ["a shape of texts", "badEntry", fileWith(`{"a":${entry(0, 1, '["1"]')}}`, 1)],
    ["an unknown dtype", "unknownDtype", fileWith(`{"a":${entry(0, 1, "[1]", "Q4_K")}}`, 1)],
    ["the dtype toString", "unknownDtype", fileWith(`{"a":${entry(0, 1, "[1]", "toString")}}`, 1)],
    ["a negative size", "badShape", fileWith(`{"a":${entry(0, 1, "[-1]")}}`, 1)],
    ["half a number", "badShape", fileWith(`{"a":${entry(0, 1, "[1.5]")}}`, 1)],
    ["a size beyond exact numbers", "badShape", fileWith(`{"a":${entry(0, 1, "[9007199254740993]")}}`, 1)],
    ["a product that overflows", "badShape", fileWith(`{"a":${entry(0, 0, "[4294967296,4294967296,0]")}}`)],
    ["a byte length that overflows", "badShape", fileWith(`{"a":${entry(0, 1, "[4503599627370497]", "F64")}}`, 1)],
    ["half a byte", "badShape", fileWith(`{"a":${entry(0, 1, "[3]", "F4")}}`, 1)],
    ["one offset", "badOffsets", fileWith('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}', 1)],
    ["three offsets", "badOffsets", fileWith('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}', 1)],
    ["a negative offset", "badOffsets", fileWith(`{"a":${entry(-1, 0)}}`, 1)],
    ["offsets backwards", "badOffsets", fileWith(`{"a":${entry(1, 0, "[1]")}}`, 1)],
    ["a shape larger than its bytes", "wrongSize", fileWith(`{"a":${entry(0, 4, "[2]", "F32")}}`, 4)],
    ["a shape smaller than its bytes", "wrongSize", fileWith(`{"a":${entry(0, 4, "[1]", "F16")}}`, 4)],
    ["two tensors in one place", "overlap", fileWith(`{"a":${entry(0, 4)},"b":${entry(0, 4)}}`, 4)],
    ["tensors that overlap by a byte", "overlap", fileWith(`{"a":${entry(0, 4)},"b":${entry(3, 7)}}`, 7)],
    ["an empty tensor inside another", "overlap", fileWith(`{"a":${entry(0, 4)},"b":${entry(2, 2)}}`, 4)],
    ["a hole at the start", "hole", fileWith(`{"a":${entry(1, 4)}}`, 4)],
    ["a hole in the middle", "hole", fileWith(`{"a":${entry(0, 2)},"b":${entry(3, 4)}}`, 4)],
  ])("refuses %s as formats/%s, naming the file and a way on", async (_, code, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: `formats/${code}`,
      message: expect.stringContaining("bad.safetensors"),
      hint: expect.stringMatching(/\w{4}/),
    });
  });

  it("counts the bytes that a download still lacks", async () => {
    const whole = fileWith(`{"a":${entry(0, 4000)}}`, 4000);
    const error = await read(whole.subarray(0, whole.length - 1234)).catch((problem) => problem);
    expect(error).toMatchObject({ code: "formats/incomplete", facts: { missing: 1234 } });
  });
});

const dtypes = fc.constantFrom<Dtype>("F64", "F32", "F16", "BF16", "I64", "U8", "BOOL", "F8_E4M3", "C64");
const tensors: fc.Arbitrary<TensorBytes[]> = fc.uniqueArray(
  fc
    .tuple(fc.string({ unit: "grapheme" }), dtypes, fc.array(fc.nat(4), { maxLength: 4 }))
    .filter(([name]) => name !== "__metadata__")
    .chain(([name, dtype, shape]) => {
      const length = byteLengthOf(dtype, shape) ?? 0;
      return fc.uint8Array({ minLength: length, maxLength: length }).map((data) => ({ name, dtype, shape, data }));
    }),
  { selector: ({ name }) => name, maxLength: 6 },
);
const metadata = fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), {
  noNullPrototype: true,
});

describe("any file", () => {
  it("survives printing and reading", async () => {
    await fc.assert(
      fc.asyncProperty(tensors, metadata, async (given, texts) => {
        const file = await read(printSafetensors(given, texts));
        expect(file.metadata).toEqual(texts);
        expect(file.dataOffset % 8).toBe(0);
        expect(file.tensors.size).toBe(given.length);
        for (const { name, dtype, shape, data } of given) {
          const found = file.tensors.get(name);
          expect(found).toMatchObject({ name, dtype, shape });
          expect(await readTensor(file, found!)).toEqual(data);
        }
      }),
    );
  });

  it("that is cut anywhere is refused", async () => {
    await fc.assert(
      fc.asyncProperty(tensors, metadata, fc.nat(), async (given, texts, at) => {
        const whole = printSafetensors(given, texts);
        const outcome = await outcomeOf(() => read(whole.subarray(0, at % whole.length)));
        expect(outcome).toHaveProperty("code");
      }),
    );
  });

  it("that is damaged anywhere is read whole or refused, and no read leaves the file", async () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(tensors, metadata, damage, async (given, texts, hits) => {
        const bytes = printSafetensors(given, texts);
        for (const [at, value] of hits) bytes[at % bytes.length] = value;
        const outcome = await outcomeOf(() => read(bytes));
        if (!("value" in outcome)) return;
        const found = [...outcome.value.tensors.values()];
        const total = found.reduce((sum, { length }) => sum + length, outcome.value.dataOffset);
        expect(total).toBe(bytes.length);
        for (const tensor of found) await readTensor(outcome.value, tensor);
      }),
      { numRuns: 500 },
    );
  });

  it("of arbitrary tensors and offsets is read whole or refused", async () => {
    const sizes = fc.oneof(fc.nat(8), fc.maxSafeInteger(), fc.constant(2 ** 53), fc.double());
    const entries = fc.dictionary(
      fc.string({ maxLength: 3 }),
      fc.record({
        dtype: fc.oneof(dtypes, fc.string()),
        shape: fc.array(sizes, { maxLength: 3 }),
        data_offsets: fc.array(sizes, { maxLength: 3 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(64), async (header, dataLength) => {
        await outcomeOf(() => read(fileWith(JSON.stringify(header), dataLength)));
      }),
      { numRuns: 500 },
    );
  });
});
