import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ByteSource, blobSource, bytesSource } from "./byte-source.ts";
import { openFile } from "./file-source.ts";
import { openHttp } from "./http/http-source.ts";
import { rangeServer } from "./testing/range-server.ts";

const content = Uint8Array.from({ length: 1000 }, (_, i) => (7 * i + 3) % 256);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "danfang-source-"));
  await writeFile(join(folder, "data.bin"), content);
});
afterAll(() => rm(folder, { recursive: true }));

const sources: Record<string, () => Promise<ByteSource>> = {
  array: async () => bytesSource(content, "data.bin"),
  blob: async () => blobSource(new Blob([content]), "data.bin"),
  file: () => openFile(join(folder, "data.bin")),
  http: () => openHttp("http://host/data.bin", { get: rangeServer(content) }),
};

describe.each(Object.entries(sources))("a source over %s", (_, open) => {
  it("reads what slice would cut, anywhere inside", async () => {
    const source = await open();
    expect(source.size).toBe(content.length);
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), fc.nat(1000), async (a, b) => {
        const [start, end] = a < b ? [a, b] : [b, a];
        expect(await source.read(start, end - start)).toEqual(content.slice(start, end));
      }),
    );
    await source.close();
  });

  it("gives memory of its own", async () => {
    const source = await open();
    (await source.read(0, 4)).fill(9);
    expect(await source.read(0, 4)).toEqual(content.slice(0, 4));
    await source.close();
  });

  it.each([
    [0, 1001],
    [1000, 1],
    [1001, 0],
    [-1, 2],
    [0, -1],
    [0.5, 1],
    [Number.NaN, 1],
    [0, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])("refuses %d + %d of 1000 bytes with the facts", async (offset, length) => {
    const source = await open();
    await expect(source.read(offset, length)).rejects.toMatchObject({
      code: "formats/truncated",
      facts: { offset, length, size: 1000 },
      message: expect.stringContaining("data.bin"),
    });
    await source.close();
  });

  it("may be closed twice", async () => {
    const source = await open();
    await source.close();
    await source.close();
  });
});

describe("openFile", () => {
  it.each([
    ["nothing.bin", "formats/fileMissing"],
    ["data.bin/inside", "formats/fileMissing"],
    [".", "formats/notAFile"],
    ["\0", "formats/unreadable"],
  ])("answers %j with %s", async (name, code) => {
    await expect(openFile(name === "\0" ? name : join(folder, name))).rejects.toMatchObject({ code });
  });

  it.skipIf(process.platform === "win32")("refuses a device that never ends", async () => {
    await expect(openFile("/dev/zero")).rejects.toMatchObject({ code: "formats/notAFile" });
  });

  it("reads beyond 4 GiB", async () => {
    const path = join(folder, "sparse.bin");
    await writeFile(path, "");
    await truncate(path, 5 * 2 ** 30);
    const source = await openFile(path);
    expect(source.size).toBe(5 * 2 ** 30);
    expect(await source.read(5 * 2 ** 30 - 3, 3)).toEqual(new Uint8Array(3));
    await source.close();
  });

  it("notices that a file shrank after it was opened", async () => {
    const path = join(folder, "shrinking.bin");
    await writeFile(path, content);
    const source = await openFile(path);
    await truncate(path, 10);
    await expect(source.read(5, 20)).rejects.toMatchObject({ code: "formats/truncated", facts: { size: 10 } });
    await source.close();
  });
});
