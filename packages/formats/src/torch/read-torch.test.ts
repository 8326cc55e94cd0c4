import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ByteSource, bytesSource } from "../byte-source.ts";
import { readTensor } from "../safetensors/read-safetensors.ts";
import { toFloat32 } from "../safetensors/to-float32.ts";
import { isKind } from "./pickle-values.ts";
import { readTorch } from "./read-torch.ts";

/** What PyTorch wrote and what it says is inside; see goldens/make.py. */
type Told =
  | { readonly tensors: Readonly<Record<string, { dtype: string; shape: number[]; values: number[] }>> }
  | { readonly code: string; readonly globals?: readonly string[] };

/** A file of which only some stretches are known; the rest is never read. */
function sparseSource({ size, regions }: { size: number; regions: readonly [number, string][] }): ByteSource {
  const known = regions.map(([offset, base64]) => ({ offset, bytes: Buffer.from(base64, "base64") }));
  return {
    name: "large.ckpt",
    size,
    close: async () => {},
    read: async (offset, length) => {
      const part = new Uint8Array(length);
      for (const region of known) {
        const from = Math.max(offset, region.offset);
        const to = Math.min(offset + length, region.offset + region.bytes.length);
        if (from < to) part.set(region.bytes.subarray(from - region.offset, to - region.offset), from - offset);
      }
      return part;
    },
  };
}

const folder = fileURLToPath(new URL("goldens/", import.meta.url));
const golden = (name: string) => bytesSource(readFileSync(folder + name), name);
const { files }: { files: Record<string, Told> } = JSON.parse(readFileSync(`${folder}expected.json`, "utf8"));
const benign = Object.entries(files).flatMap(([name, told]) =>
  "tensors" in told ? [[name, told.tensors] as const] : [],
);
const refused = Object.entries(files).flatMap(([name, told]) => ("code" in told ? [[name, told] as const] : []));

describe("a file that PyTorch wrote", () => {
  it.each(benign)("is read as PyTorch meant it: %s", async (name, tensors) => {
    const file = await readTorch(golden(name));
    expect([...file.tensors.keys()].sort()).toEqual(Object.keys(tensors).sort());
    for (const [path, { dtype, shape, values }] of Object.entries(tensors)) {
      const entry = file.tensors.get(path)!;
      expect({ path, dtype: entry.dtype, shape: entry.shape }).toEqual({ path, dtype, shape });
      expect([...toFloat32(entry.dtype, await readTensor(file, entry))]).toEqual(values.map(Math.fround));
    }
  });

  it("is covered by a golden of every kind", () => {
    const present = readdirSync(folder).filter((name) => /\.(pt|ckpt)$/.test(name));
    expect(present.sort()).toEqual(Object.keys(files).sort());
  });

  it.each(["views.pt", "views.legacy.pt"])("tells which tensors do not lie row by row: %s", async (name) => {
    const { tensors } = await readTorch(golden(name));
    const strided = [...tensors.values()].filter(({ strides }) => strides !== undefined).map((entry) => entry.name);
    expect(strided.sort()).toEqual(["channels_last", "every_second", "expanded", "gaps", "transposed"]);
    expect(tensors.get("rows")!.offset - tensors.get("base")!.offset).toBe(6 * 4);
    expect(tensors.get("twin")!.offset).toBe(tensors.get("base")!.offset);
    expect(tensors.get("gaps")).toMatchObject({ strides: [6, 1], length: 4 * (3 * 6 + 2 + 1) });
  });

  it.each(["training-run.ckpt", "training-run.legacy.ckpt", "training-run.protocol4.ckpt"])(
    "keeps what stands beside the weights, numpy's numbers too: %s",
    async (name) => {
      const { metadata, tree, globals } = await readTorch(golden(name));
      expect(metadata).toMatchObject({ epoch: "3", global_step: "12345678901", loss: "0.125", resumed: "true" });
      expect(tree instanceof Map && tree.get("hyper")).toEqual(new Set([1, 2]));
      expect(tree instanceof Map && tree.get("size")).toEqual([1, 2]);
      expect(globals).toContain("torch._utils _rebuild_tensor_v2");
    },
  );

  it("shows a tree whose keys are numbers, and its texts in any script", async () => {
    const { tree } = await readTorch(golden("pairs.pt"));
    const pair = tree instanceof Map ? tree.get(4) : undefined;
    expect(Array.isArray(pair) && pair.length).toBe(2);
    const named = (await readTorch(golden("parameter-dict.pt"))).tree;
    expect(named instanceof Map && named.get("name")).toBe("墨");
    expect(named instanceof Map && isKind(named.get("string_to_param"), "object")).toBe(true);
  });

  it("is read beyond four gigabytes, where offsets and counts take eight bytes", async () => {
    const source = sparseSource(JSON.parse(readFileSync(`${folder}large.json`, "utf8")));
    const file = await readTorch(source);
    const last = file.tensors.get("last")!;
    expect(last.offset).toBeGreaterThan(5 * 2 ** 30);
    expect([...toFloat32(last.dtype, await readTensor(file, last))]).toEqual([-1.5, -1.125, -0.75, -0.375, 0, 0.375]);
    expect(file.tensors.get("w4")).toMatchObject({ shape: [2 ** 28], length: 2 ** 30 });
  });

  it("is read over a network in a few requests, with the same names and shapes", async () => {
    const source = golden("types.pt");
    let reads = 0;
    const read: typeof source.read = (offset, length) => {
      reads++;
      return source.read(offset, length);
    };
    const far = await readTorch({ ...source, read }, { isRemote: true });
    expect(reads).toBeLessThanOrEqual(6);
    const summary = (file: typeof far) => [...file.tensors.values()].map((t) => [t.name, t.dtype, t.shape]);
    expect(summary(far)).toEqual(summary(await readTorch(source)));
  });
});

describe("a file that is not just weights", () => {
  it.each(refused)("is refused, and what it asked for is named: %s", async (name, { code, globals }) => {
    const error = await readTorch(golden(name)).catch((problem) => problem);
    expect(error).toMatchObject({ code: `formats/${code}`, message: expect.stringContaining(name) });
    if (globals) expect(error.facts.globals).toEqual(globals);
  });
});
