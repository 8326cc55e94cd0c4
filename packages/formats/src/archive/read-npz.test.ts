import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { bytesSource } from "../byte-source.ts";
import { readTensor } from "../safetensors/read-safetensors.ts";
import { toFloat32 } from "../safetensors/to-float32.ts";
import { outcomeOf } from "../testing/law-of-readers.ts";
import { worstGrade } from "../torch/danger.ts";
import { readNpy, readNpz } from "./read-npz.ts";

const golden = (name: string) => readFileSync(new URL(`goldens/${name}`, import.meta.url));
const source = (name: string) => bytesSource(golden(name), name);

it("numpy's own files have the same arrays, packed or not", async () => {
  const [stored, packed] = [await readNpz(source("stored.npz")), await readNpz(source("packed.npz"))];
  const told = ({ tensors }: typeof stored) =>
    [...tensors.values()].map(({ name, dtype, shape }) => ({ name, dtype, shape }));
  expect(told(stored)).toEqual([
    { name: "conv_in.weight", dtype: "F16", shape: [4, 3, 3, 3] },
    { name: "conv_in.bias", dtype: "F32", shape: [5] },
    { name: "steps", dtype: "I64", shape: [7] },
  ]);
  expect(told(packed)).toEqual(told(stored));
  const bias = stored.tensors.get("conv_in.bias");
  if (!bias) return expect.fail("no such array");
  expect([...toFloat32("F32", await readTensor({ source: source("stored.npz") }, bias))]).toEqual([
    -1, -0.5, 0, 0.5, 1,
  ]);
});

it("arrays of objects are pickles, of which what they ask for is told", async () => {
  const [one, several] = [await readNpy(source("objects.npy")), await readNpz(source("objects.npz"))];
  for (const calls of [one?.calls ?? [], several.calls]) {
    expect(calls.map(({ name }) => name)).toContain("numpy.dtype");
    expect(worstGrade(calls)).toBe("harmless");
  }
});

it("one that is cut off or changed anywhere is read, or refused in our words", async () => {
  const names = fc.constantFrom("stored.npz", "packed.npz", "objects.npz", "objects.npy");
  await fc.assert(
    fc.asyncProperty(names, fc.nat(), fc.nat(255), fc.nat(), async (name, at, byte, length) => {
      const bytes = Uint8Array.from(golden(name)).slice(0, 1 + (length % golden(name).length));
      bytes[at % bytes.length] = byte;
      await outcomeOf(async () => (await readNpy(bytesSource(bytes))) ?? readNpz(bytesSource(bytes)));
    }),
  );
});
