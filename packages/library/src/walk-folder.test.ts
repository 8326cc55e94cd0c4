import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plantFiles } from "./testing/plant-files.ts";
import { walkFolder } from "./walk-folder.ts";

/** Folders by the folder each lies in (an earlier one), and links between them, to the disk and out of it. */
const trees = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.record({
    parents: fc.tuple(...Array.from({ length: size }, (_, i) => fc.integer({ min: 0, max: i }))),
    links: fc.array(fc.record({ from: fc.nat(size), to: fc.nat(size + 2) }), { maxLength: 8 }),
  }),
);

/** The tree on the disk, and its plain files. */
async function grow(base: string, { parents, links }: { parents: readonly number[]; links: readonly Link[] }) {
  const outside = join(base, "outside");
  const folders = [join(base, "root")];
  for (const [i, parent] of parents.entries()) folders.push(join(folders[parent]!, `folder-${i}`));
  await mkdir(join(outside, "deep"), { recursive: true });
  await writeFile(join(outside, "deep", "far.safetensors"), "");
  const files = folders.map((folder, i) => join(folder, `${i}.safetensors`));
  for (const file of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "");
  }
  const targets = [...folders, "/", outside];
  for (const [i, { from, to }] of links.entries())
    await symlink(targets[to % targets.length]!, join(folders[from]!, `a-link-${i}`));
  return { root: folders[0]!, files };
}
interface Link {
  readonly from: number;
  readonly to: number;
}

describe("a walk", () => {
  it("finds every file below by its plain name, no file twice, and ends, wherever links lead", async () => {
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        const base = await mkdtemp(join(await realpath(tmpdir()), "danfang-walk-"));
        try {
          const { root, files } = await grow(base, tree);
          const { found, isCutShort } = await walkFolder(root);
          const paths = found.map(({ path }) => path);
          expect(paths).toEqual(expect.arrayContaining(files));
          const real = await Promise.all(paths.map((path) => realpath(path)));
          expect(new Set(real).size).toBe(paths.length);
          expect(real.length).toBeLessThanOrEqual(files.length + 1);
          expect(isCutShort).toBe(false);
        } finally {
          await rm(base, { recursive: true, force: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  it("does not follow a link to the whole disk or around itself, and names it", async () => {
    const root = await plantFiles("deep/x.safetensors");
    await symlink("/", join(root, "disk"));
    await symlink(root, join(root, "deep", "loop"));
    await symlink(dirname(root), join(root, "around"));
    const { found, circles } = await walkFolder(root);
    expect(found.map(({ path }) => basename(path))).toEqual(["x.safetensors"]);
    expect(circles.map((path) => basename(path)).sort()).toEqual(["around", "disk", "loop"]);
  });

  it("does not begin with a link to the whole disk", async () => {
    const root = await plantFiles("x.safetensors");
    await symlink("/", join(root, "Lora"));
    expect(await walkFolder(join(root, "Lora"))).toMatchObject({ found: [], circles: [join(root, "Lora")] });
  });

  it("begins with a link to another folder, as people keep models on a larger disk", async () => {
    const large = await plantFiles("big/x.safetensors");
    const root = await plantFiles("y.safetensors");
    await symlink(join(large, "big"), join(root, "Lora"));
    const { found } = await walkFolder(join(root, "Lora"));
    expect(found).toEqual([{ path: join(root, "Lora", "x.safetensors"), isFolder: false }]);
  });

  it("lists what lies behind a link where the link lies", async () => {
    const elsewhere = await plantFiles("m.safetensors");
    const root = await plantFiles("a.safetensors", "z/z.safetensors");
    await symlink(elsewhere, join(root, "b"));
    const names = (await walkFolder(root)).found.map(({ path }) => path.slice(root.length + 1));
    expect(names).toEqual(["a.safetensors", "b/m.safetensors", "z/z.safetensors"]);
  });

  it("ends where its limits are, and says so; what links lead to leaves room for the folder's own", async () => {
    const elsewhere = await plantFiles(...Array.from({ length: 30 }, (_, i) => `${i}.safetensors`));
    const root = await plantFiles("y.safetensors", "z/z.safetensors");
    await symlink(elsewhere, join(root, "a"));
    const behind = await walkFolder(root, { entries: 100, entriesBehindLinks: 10, depth: 12 });
    expect(behind).toMatchObject({ isCutShort: true });
    expect(behind.found).toHaveLength(12);
    const few = await walkFolder(root, { entries: 1, entriesBehindLinks: 10, depth: 12 });
    expect(few.isCutShort).toBe(true);
    expect(few.found.length).toBeLessThanOrEqual(1);
    const flat = await walkFolder(root, { entries: 100, entriesBehindLinks: 100, depth: 0 });
    expect(flat).toMatchObject({ isCutShort: true, found: [{ path: join(root, "y.safetensors") }] });
  });

  it("of what is not there finds nothing, without a word", async () => {
    const root = await plantFiles("x.safetensors");
    const nothing = { found: [], circles: [], unreadable: [], isCutShort: false };
    expect(await walkFolder(join(root, "missing"))).toMatchObject(nothing);
    expect(await walkFolder(join(root, "x.safetensors"))).toMatchObject(nothing);
  });
});
