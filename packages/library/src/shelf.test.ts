import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { ShelfKind } from "@danfang/domain";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Hashes } from "./hash.ts";
import { openHashes } from "./open-hashes.ts";
import { openShelf, type ShelfOptions, withPaths } from "./shelf.ts";
import { plantFiles } from "./testing/plant-files.ts";
import { type Walk, walkFolder } from "./walk-folder.ts";
import { freshWalks, rememberedWalks } from "./walks.ts";

const names = [
  "sd15.safetensors",
  "photo/RealVision v5.1.safetensors",
  "photo/sd15.safetensors",
  "anime/counterfeit-v3.safetensors",
  "anime/counterfeit.safetensors",
  "二次元/墨幽人造人.safetensors",
  "deadbeef.safetensors",
].map((name) => `models/Stable-diffusion/${name}`);
/** Contents are names, so these are the hashes. */
const hashOf = (name: string) => createHash("sha256").update(`models/Stable-diffusion/${name}`).digest("hex");

let root: string;
let hashes: Hashes;
beforeAll(async () => {
  root = await plantFiles(...names, "models/VAE/kl-f8.safetensors");
  hashes = openHashes(join(root, "cache.json"));
});

const ways = [
  { way: "that walks", walks: () => freshWalks },
  { way: "that remembers", walks: () => rememberedWalks() },
];

describe.each(ways)("a shelf $way", ({ walks }) => {
  const known = walks();
  const openWith = (options: Omit<ShelfOptions, "walks">) => openShelf({ ...options, walks: known });
  const resolve = async (reference: string) => {
    const { path } = await openWith({ roots: [root], hashes }).find("checkpoint", reference);
    return relative(join(root, "models/Stable-diffusion"), path);
  };

  describe("a model is meant by", () => {
    it("its path where paths are taken, absolute or from here, wherever it lies; else a path is no name", async () => {
      const path = join(root, "models/VAE/kl-f8.safetensors");
      const shelf = openWith({ roots: [], hashes });
      for (const reference of [path, relative(process.cwd(), path)]) {
        expect((await withPaths(shelf).find("checkpoint", reference)).path).toBe(path);
        await expect(shelf.find("checkpoint", reference)).rejects.toMatchObject({ code: "library/notFound" });
      }
    });

    it.each([
      ["its name", "anime/counterfeit.safetensors", "anime/counterfeit.safetensors"],
      ["its name without suffix", "counterfeit", "anime/counterfeit.safetensors"],
      ["its name without folder", "counterfeit.safetensors", "anime/counterfeit.safetensors"],
      ["its name in other letters", "SD15", "sd15.safetensors"],
      ["its name in Chinese", "墨幽人造人", "二次元/墨幽人造人.safetensors"],
      ["a part of its name", "realvision", "photo/RealVision v5.1.safetensors"],
      ["a part of several names: the shortest of them", "counterf", "anime/counterfeit.safetensors"],
      ["a name that is another's beginning", "counterfeit-v3", "anime/counterfeit-v3.safetensors"],
      ["a name that looks like a hash", "deadbeef", "deadbeef.safetensors"],
    ])("%s", async (_, reference, expected) => {
      expect(await resolve(reference)).toBe(expected);
    });

    it.each([8, 10, 12, 64])("the first %i digits of its hash, in either case", async (digits) => {
      const hash = hashOf("anime/counterfeit-v3.safetensors").slice(0, digits);
      expect(await resolve(hash)).toBe("anime/counterfeit-v3.safetensors");
      expect(await resolve(hash.toUpperCase())).toBe("anime/counterfeit-v3.safetensors");
    });

    it("its title, even where the file was renamed since", async () => {
      const hash = hashOf("anime/counterfeit.safetensors").slice(0, 10);
      expect(await resolve(`anime/counterfeit.safetensors [${hash}]`)).toBe("anime/counterfeit.safetensors");
      expect(await resolve(`counterfeit [${hash}]`)).toBe("anime/counterfeit.safetensors");
      for (const old of ["old name", "realvision"]) // the second is a part of another model's name
        expect(await resolve(`${old} [${hash}]`)).toBe("anime/counterfeit.safetensors");
    });

    it("its title, whose hash tells it from its namesakes", async () => {
      for (const name of ["sd15.safetensors", "photo/sd15.safetensors"])
        expect(await resolve(`sd15 [${hashOf(name).slice(0, 10)}]`)).toBe(name);
    });

    it("its title, even where its content changed since", async () => {
      expect(await resolve("counterfeit [0123456789]")).toBe("anime/counterfeit.safetensors");
    });
  });

  describe("words that mean no model", () => {
    it.each(["no such model", "0123456789abcdef", "/nowhere/x.safetensors"])(
      "%s: the error says what there is and where it looked",
      async (reference) => {
        await expect(resolve(reference)).rejects.toMatchObject({
          code: "library/notFound",
          message: expect.stringContaining(reference),
          hint: expect.stringContaining(join(root, "models/Stable-diffusion")),
        });
        await expect(resolve(reference)).rejects.toThrow(/sd15\.safetensors/);
      },
    );

    it("and there is none at all: the error says how to add some", async () => {
      const nothing = openWith({ roots: [], hashes }).find("vae", "x");
      await expect(nothing).rejects.toMatchObject({
        code: "library/notFound",
        do: "addModelFolder",
      });
    });

    it("a folder is no model, even where paths are taken", async () => {
      const folder = join(root, "models/VAE");
      const shelf = withPaths(openWith({ roots: [root], hashes }));
      await expect(shelf.find("checkpoint", folder)).rejects.toMatchObject({ code: "library/notFound" });
    });
  });
});

/** Time that folders are given: a second apart, long ago. */
let time = 1_000_000;
const touch = (...folders: readonly string[]) => Promise.all(folders.map((folder) => utimes(folder, ++time, time)));

describe("whatever is done to the folders, a shelf that remembers says what one that walks says", () => {
  const kinds = ["checkpoint", "vae", "lora"] as const satisfies readonly ShelfKind[];
  const homes = ["models/Stable-diffusion", "models/Stable-diffusion/photo", "models/VAE", "models/Lora", "elsewhere"];
  const place = fc.record({ home: fc.constantFrom(...homes), name: fc.constantFrom("a", "b", "c") });
  const change = fc.oneof(
    fc.record({ is: fc.constant("put" as const), at: place }),
    fc.record({ is: fc.constant("take" as const), at: place }),
    fc.record({ is: fc.constant("move" as const), at: place, to: place }),
    fc.record({ is: fc.constant("link" as const), at: place, to: fc.constantFrom(...homes) }),
    fc.record({ is: fc.constant("remove" as const), home: fc.constantFrom(...homes) }),
  );
  type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

  async function make(root: string, one: Change): Promise<void> {
    const path = ({ home, name }: { home: string; name: string }) => join(root, home, `${name}.safetensors`);
    if (one.is === "remove") {
      await rm(join(root, one.home), { recursive: true, force: true });
      return void (await touch(root).then(() => touch(join(root, "models")).catch(() => undefined)));
    }
    await mkdir(dirname(path(one.at)), { recursive: true });
    if (one.is === "put") await writeFile(path(one.at), "model");
    if (one.is === "take") await rm(path(one.at), { force: true });
    if (one.is === "move") {
      await mkdir(dirname(path(one.to)), { recursive: true });
      await rename(path(one.at), path(one.to)).catch(() => undefined); // there is none
      await touch(dirname(path(one.to)));
    }
    if (one.is === "link") {
      await rm(join(root, one.at.home, one.at.name), { force: true });
      await symlink(join(root, one.to), join(root, one.at.home, one.at.name));
    }
    await touch(dirname(path(one.at)));
  }

  it("for any changes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const root = await mkdtemp(join(tmpdir(), "danfang-test-"));
        const future = () => Date.now() + 60_000;
        const remembering = openShelf({ roots: [root], hashes, walks: rememberedWalks(walkFolder, future) });
        const walking = openShelf({ roots: [root], hashes });
        for (const one of changes) {
          await make(root, one);
          for (const kind of kinds) expect(await remembering.list(kind)).toEqual(await walking.list(kind));
          expect(await remembering.vaes()).toEqual(await walking.vaes());
        }
        await rm(root, { recursive: true });
      }),
      { numRuns: 20 },
    );
  });
});

describe("a shelf that remembers", () => {
  /** One whose walks are counted; `seen` is what it may know folders by. */
  async function counted(seen: (walk: Walk) => Walk["seen"] = (walk) => walk.seen) {
    const root = await plantFiles("models/Lora/style/ink.safetensors");
    await touch(join(root, "models/Lora/style"), join(root, "models/Lora"));
    const walked: string[] = [];
    const walks = rememberedWalks(async (folder) => {
      walked.push(folder);
      const walk = await walkFolder(folder);
      return { ...walk, seen: seen(walk) };
    });
    return { root, walked, shelf: openShelf({ roots: [root], hashes, walks }) };
  }

  it("looks through a folder once while nothing changes in it, and gives the same list", async () => {
    const { walked, shelf } = await counted();
    const first = await shelf.list("lora");
    expect(await shelf.list("lora")).toBe(first);
    await shelf.find("lora", "ink");
    expect(walked).toHaveLength(1);
  });

  it("believes no folder that changed just before it was looked through", async () => {
    const { root, walked, shelf } = await counted();
    const now = Date.now() / 1000;
    await utimes(join(root, "models/Lora/style"), now, now);
    await shelf.list("lora");
    await writeFile(join(root, "models/Lora/style/oil.safetensors"), "");
    await utimes(join(root, "models/Lora/style"), now, now); // within one step of a coarse clock
    expect((await shelf.list("lora")).map(({ stem }) => stem)).toEqual(["ink", "oil"]);
    expect(walked).toHaveLength(2);
  });

  it("looks at the disk once before it refuses, where folders tell no time", async () => {
    const { root, walked, shelf } = await counted(() => new Map());
    await shelf.list("lora");
    await writeFile(join(root, "models/Lora/style/oil.safetensors"), "");
    expect(await shelf.list("lora")).toHaveLength(1);
    expect(await shelf.find("lora", "oil")).toMatchObject({ stem: "oil" });
    expect(walked).toHaveLength(2);
    await rm(join(root, "models/Lora/style/oil.safetensors"));
    await expect(shelf.find("lora", "oil")).rejects.toMatchObject({ code: "library/notFound" });
    expect(walked).toHaveLength(3);
  });

  it("finds a model by the hash of what it holds now, whatever it held before", async () => {
    const { root, shelf } = await counted();
    const path = join(root, "models/Lora/style/ink.safetensors");
    const hashed = (content: string) => createHash("sha256").update(content).digest("hex");
    expect(await shelf.find("lora", hashed("models/Lora/style/ink.safetensors"))).toMatchObject({ path });
    await writeFile(path, "painted anew");
    expect(await shelf.find("lora", hashed("painted anew"))).toMatchObject({ path });
    await expect(shelf.find("lora", hashed("models/Lora/style/ink.safetensors"))).rejects.toThrow();
  });
});
