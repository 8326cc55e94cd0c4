import { createHash } from "node:crypto";
import { readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileHashes, sha256Of, sha256OfTensors } from "./hash.ts";
import { plantFiles } from "./testing/plant-files.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a file's hash", () => {
  it("is its SHA-256, whatever its length", async () => {
    const root = await plantFiles("empty", "long");
    await writeFile(join(root, "empty"), "");
    await writeFile(join(root, "long"), "ink ".repeat(3_000_000)); // several stretches
    expect(await sha256Of(join(root, "empty"))).toBe(sha256(""));
    expect(await sha256Of(join(root, "long"))).toBe(sha256("ink ".repeat(3_000_000)));
  });

  it("can be given up", async () => {
    const root = await plantFiles("x");
    await expect(sha256Of(join(root, "x"), AbortSignal.abort())).rejects.toThrow();
  });
});

describe("a file's hash without its header", () => {
  it("is the same whatever its header says, and that of the whole file where there is none", async () => {
    const root = await plantFiles("a", "b", "plain");
    const file = (header: string) => {
      const size = Buffer.alloc(8);
      size.writeBigUInt64LE(BigInt(header.length));
      return Buffer.concat([size, Buffer.from(header), Buffer.from("tensors")]);
    };
    await writeFile(join(root, "a"), file('{"__metadata__":{"title":"ink"}}'));
    await writeFile(join(root, "b"), file("{}"));
    await writeFile(join(root, "plain"), "pickled");
    expect(await sha256OfTensors(join(root, "a"))).toBe(sha256("tensors"));
    expect(await sha256OfTensors(join(root, "b"))).toBe(sha256("tensors"));
    expect(await sha256OfTensors(join(root, "plain"))).toBe(sha256("pickled"));
  });
});

describe("remembered hashes", () => {
  it("of both kinds are remembered beside each other", async () => {
    const root = await plantFiles("model");
    const cache = join(root, "hashes.json");
    await openFileHashes(cache).sha256(join(root, "model"));
    await openFileHashes(cache).tensorSha256(join(root, "model"));
    expect(JSON.parse(await readFile(cache, "utf8"))[join(root, "model")]).toMatchObject({
      sha256: sha256("model"),
      tensorSha256: sha256("model"),
    });
  });

  it("are known to the next program, even where the cache's folder was not there yet", async () => {
    const root = await plantFiles("model");
    const cache = join(root, "home/cache/hashes.json");
    const first = openFileHashes(cache);
    expect(await first.known(join(root, "model"))).toBeUndefined();
    expect(await first.sha256(join(root, "model"))).toBe(sha256("model"));
    expect(await openFileHashes(cache).known(join(root, "model"))).toBe(sha256("model"));
  });

  it("are forgotten when the file changes in size or time", async () => {
    const root = await plantFiles("model");
    const file = join(root, "model");
    const hashes = openFileHashes(join(root, "hashes.json"));
    await hashes.sha256(file);
    await writeFile(file, "other model");
    expect(await hashes.known(file)).toBeUndefined();
    expect(await hashes.sha256(file)).toBe(sha256("other model"));
    await writeFile(file, "OTHER MODEL");
    await utimes(file, 1e9, 1e9);
    expect(await hashes.sha256(file)).toBe(sha256("OTHER MODEL"));
  });

  it.each([
    ["no JSON", "{ half a"],
    ["another program's", '{"hashes": {"checkpoint/a.ckpt": {"mtime": 1, "sha256": "00"}}}'],
    ["a list", "[1, 2]"],
    ["empty", ""],
  ])("may stand in a file that is %s: it is begun anew", async (_, text) => {
    const root = await plantFiles("model", "hashes.json");
    const cache = join(root, "hashes.json");
    await writeFile(cache, text);
    expect(await openFileHashes(cache).sha256(join(root, "model"))).toBe(sha256("model"));
    expect(JSON.parse(await readFile(cache, "utf8"))).toMatchObject({
      [join(root, "model")]: { sha256: sha256("model") },
    });
  });

  it("of one cache are not those of another, both of which were broken", async () => {
    const root = await plantFiles("model", "one.json", "two.json");
    await openFileHashes(join(root, "one.json")).sha256(join(root, "model"));
    expect(await openFileHashes(join(root, "two.json")).known(join(root, "model"))).toBeUndefined();
  });

  it("are worked out all the same where nothing can be written", async () => {
    const root = await plantFiles("model", "file");
    const hashes = openFileHashes(join(root, "file/hashes.json"));
    expect(await hashes.sha256(join(root, "model"))).toBe(sha256("model"));
  });

  it("of two files asked for at once are both remembered", async () => {
    const root = await plantFiles("a", "b");
    const cache = join(root, "hashes.json");
    const hashes = openFileHashes(cache);
    await Promise.all(["a", "b"].map((name) => hashes.sha256(join(root, name))));
    const next = openFileHashes(cache);
    expect(await Promise.all(["a", "b"].map((name) => next.known(join(root, name))))).toEqual([
      sha256("a"),
      sha256("b"),
    ]);
  });
});
