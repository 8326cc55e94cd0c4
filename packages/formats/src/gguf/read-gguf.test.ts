import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesSource } from "../byte-source.ts";
import { readGguf } from "./read-gguf.ts";

const u32 = (n: number) => [...new Uint8Array(new Uint32Array([n]).buffer)];
const u64 = (n: number) => [...new Uint8Array(new BigUint64Array([BigInt(n)]).buffer)];
const text = (words: string) => {
  const bytes = new TextEncoder().encode(words);
  return [...u64(bytes.length), ...bytes];
};

const gguf = Uint8Array.from([
  ...new TextEncoder().encode("GGUF"),
  ...u32(3),
  ...u64(2),
  ...u64(3),
  ...[...text("general.architecture"), ...u32(8), ...text("flux")],
  ...[...text("tokens"), ...u32(9), ...u32(8), ...u64(2), ...text("a"), ...text("b")],
  ...[...text("general.file_type"), ...u32(4), ...u32(12)],
  ...[...text("txt_in.weight"), ...u32(2), ...u64(4096), ...u64(3072), ...u32(12), ...u64(0)],
  ...[...text("txt_in.bias"), ...u32(1), ...u64(3072), ...u32(0), ...u64(9)],
]);

it("a GGUF header tells its tensors, in PyTorch's order of dimensions, and how most are stored", async () => {
  expect(await readGguf(bytesSource(gguf, "a.gguf"))).toEqual({
    metadata: { "general.architecture": "flux" },
    tensors: [
      { name: "txt_in.weight", dtype: "F16", shape: [3072, 4096] },
      { name: "txt_in.bias", dtype: "F32", shape: [3072] },
    ],
    precision: "Q4_K",
  });
});

it("one that is cut off or changed anywhere is no header, or another one, and never an error", async () => {
  const damage = fc.record({ at: fc.nat(gguf.length - 1), byte: fc.nat(255), length: fc.nat(gguf.length) });
  await fc.assert(
    fc.asyncProperty(damage, async ({ at, byte, length }) => {
      const bytes = gguf.slice(0, length);
      if (at < length) bytes[at] = byte;
      const header = await readGguf(bytesSource(bytes, "a.gguf"));
      if (length < gguf.length && at >= length) expect(header).toBeUndefined();
    }),
  );
});
