import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { printSafetensors, type TensorStream, writeSafetensors } from "./write-safetensors.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "danfang-write-"));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = (length: number, start = 1) => Uint8Array.from({ length }, (_, i) => start + i);
const small = [
  { name: "mask", dtype: "BOOL", shape: [3], data: bytes(3, 40) },
  { name: "w", dtype: "F16", shape: [1, 2], data: bytes(4, 50) },
  { name: "b", dtype: "F32", shape: [2], data: bytes(8, 60) },
] as const;
const streams = small.map(({ data, ...tensor }): TensorStream => ({ ...tensor, data: () => data }));

describe("printSafetensors", () => {
  it("writes the vector of the hash tests, but for the padding", () => {
    const data = new Uint8Array(Float32Array.of(1, -2.5).buffer);
    const file = printSafetensors([{ name: "x", dtype: "F32", shape: [2], data }], { ss_output_name: "demo" });
    const header = '{"__metadata__":{"ss_output_name":"demo"},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
    expect(new TextDecoder().decode(file.subarray(8, 8 + 96))).toBe(`${header} `);
    const digest = createHash("sha256")
      .update(file.subarray(8 + 96))
      .digest("hex");
    expect(digest).toBe(createHash("sha256").update(data).digest("hex"));
    expect(file.length).toBe(8 + 96 + 8);
  });

  it("puts the widest numbers first, so that every tensor is aligned", () => {
    const text = new TextDecoder().decode(printSafetensors(small));
    const order = ["b", "w", "mask"].map((name) => text.indexOf(`"${name}"`));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect([...printSafetensors(small).subarray(-15)]).toEqual([...bytes(8, 60), ...bytes(4, 50), ...bytes(3, 40)]);
  });

  it.each([
    ["duplicateKey", [small[0], small[0]]],
    ["reservedName", [{ ...small[0], name: "__metadata__" }]],
    ["reservedName", [{ ...small[0], name: "\ud800" }]],
    ["badShape", [{ ...small[0], shape: [-1] }]],
    ["wrongDataLength", [{ ...small[0], data: bytes(2) }]],
  ])("refuses as formats/%s what no reader would take", (code, tensors) => {
    expect(() => printSafetensors(tensors)).toThrow(expect.objectContaining({ code: `formats/${code}` }));
  });
});

describe("writeSafetensors", () => {
  it("writes what printSafetensors prints, piece by piece, over an older file", async () => {
    const path = join(folder, "模型.safetensors");
    await writeFile(path, "old");
    async function* pieces() {
      for (const byte of small[2].data) yield Uint8Array.of(byte);
    }
    const [mask, w, b] = streams;
    await writeSafetensors(path, [mask!, w!, { ...b!, data: pieces }], { note: "é" });
    expect(new Uint8Array(await readFile(path))).toEqual(printSafetensors(small, { note: "é" }));
    expect(await readdir(folder)).toEqual(["模型.safetensors"]);
  });

  async function* failing() {
    yield bytes(2);
    throw new RangeError("no more");
  }
  it.each<[string, TensorStream["data"], object]>([
    ["breaks", failing, { message: "no more" }],
    ["is too short", () => [bytes(1)], { code: "formats/wrongDataLength" }],
    ["is too long", () => [bytes(2), bytes(9)], { code: "formats/wrongDataLength" }],
  ])("keeps the older file and leaves nothing behind when a tensor %s", async (_, data, problem) => {
    const path = join(folder, "m.safetensors");
    await writeFile(path, "old");
    await expect(writeSafetensors(path, [{ name: "a", dtype: "U8", shape: [4], data }])).rejects.toMatchObject(problem);
    expect(await readdir(folder)).toEqual(["m.safetensors"]);
    expect(await readFile(path, "utf8")).toBe("old");
  });

  it("refuses a folder that is missing, a name that is a folder, and leaves nothing behind", async () => {
    await mkdir(join(folder, "taken"));
    for (const name of ["missing/m.safetensors", "taken"])
      await expect(writeSafetensors(join(folder, name), streams)).rejects.toMatchObject({
        code: "formats/unwritable",
        message: expect.stringContaining(name.split("/")[0]!),
      });
    expect(await readdir(folder)).toEqual(["taken"]);
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("refuses a read-only folder", async () => {
    await chmod(folder, 0o500);
    await expect(writeSafetensors(join(folder, "m"), streams)).rejects.toMatchObject({ code: "formats/unwritable" });
    await chmod(folder, 0o700);
  });
});
