import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Hashes, openHashes } from "./hash.ts";
import { openShelf, withPaths } from "./shelf.ts";
import { plantFiles } from "./testing/plant-files.ts";

const names = [
  ...[
    "sd15.safetensors",
    "photo/RealVision v5.1.safetensors",
    "photo/sd15.safetensors",
    "anime/counterfeit-v3.safetensors",
  ],
  ...["anime/counterfeit.safetensors", "二次元/墨幽人造人.safetensors", "deadbeef.safetensors"],
].map((name) => `models/Stable-diffusion/${name}`);
/** Contents are names, so these are the hashes. */
const hashOf = (name: string) => createHash("sha256").update(`models/Stable-diffusion/${name}`).digest("hex");

let root: string;
let hashes: Hashes;
beforeAll(async () => {
  root = await plantFiles(...names, "models/VAE/kl-f8.safetensors");
  hashes = openHashes(join(root, "cache.json"));
});

const resolve = async (reference: string) => {
  const { path } = await openShelf({ roots: [root], hashes }).find("checkpoint", reference);
  return relative(join(root, "models/Stable-diffusion"), path);
};

describe("a model is meant by", () => {
  it("its path where paths are taken, absolute or from here, wherever it lies; else a path is no name", async () => {
    const path = join(root, "models/VAE/kl-f8.safetensors");
    const shelf = openShelf({ roots: [], hashes });
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
    const nothing = openShelf({ roots: [], hashes }).find("vae", "x");
    await expect(nothing).rejects.toMatchObject({
      code: "library/notFound",
      hint: expect.stringContaining("--models"),
    });
  });

  it("a folder is no model, even where paths are taken", async () => {
    const folder = join(root, "models/VAE");
    const shelf = withPaths(openShelf({ roots: [root], hashes }));
    await expect(shelf.find("checkpoint", folder)).rejects.toMatchObject({ code: "library/notFound" });
  });
});
