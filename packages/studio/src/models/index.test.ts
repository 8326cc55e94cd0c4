import { link, mkdir, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ModelFilter, ModelQuery } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { printSafetensors } from "@danfang/formats";
import { openHashes } from "@danfang/library";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { openTroubles } from "../health/troubles.ts";
import { naturalKey } from "./index/natural-key.ts";
import { openModelPreviews } from "./model-previews.ts";
import type { Models } from "./models.ts";
import { openModels } from "./open-models.ts";
import { openEntryReader } from "./scan/entry-reader.ts";
import { scanRoots } from "./scan/scan.ts";

const folder = await temporaryFolder();
let serial = 0;

const lora = (words = "") =>
  printSafetensors(
    [{ name: "lora_unet_x.lora_down.weight", dtype: "F16", shape: [4, 6], data: new Uint8Array(48) }],
    words === "" ? {} : { "modelspec.trigger_phrase": words, "modelspec.title": words },
  );

async function openNew() {
  const root = join(folder, `root-${++serial}`);
  const path = join(folder, `${serial}.sqlite`);
  const plant = async (name: string, bytes: Uint8Array | string = lora()) => {
    await mkdir(join(root, name, ".."), { recursive: true });
    await writeFile(join(root, name), bytes);
    return join(root, name);
  };
  const { database } = openDatabase(path);
  const hashes = openHashes(join(folder, `${serial}-hashes.json`));
  const open = (known = hashes.known, roots = [root]) =>
    openModels({
      database,
      hashes: { ...hashes, known },
      previews: openModelPreviews({ home: root, cache: join(root, "cache") }),
      roots: async () => roots,
      onChange: () => undefined,
      troubles: openTroubles(fakeClock(), () => undefined),
    });
  /** A look through the folders; how many rows it cost. */
  const scan = async () => {
    const reader = openEntryReader();
    const { changed } = await scanRoots([root], {
      database,
      hashes,
      reader,
      signal: undefined,
      onChange: () => undefined,
    });
    return changed;
  };
  return { root, plant, open, scan, database };
}

/** All pages of a query, one after the other. */
async function pagesOf(models: Models, query: object) {
  const pages: string[][] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await models.page(ModelQuery.parse({ ...query, ...(cursor ? { cursor } : {}) }));
    pages.push(items.map(({ name }) => name));
    if (nextCursor === undefined) return pages;
    cursor = nextCursor;
  }
}
const namesIn = async (models: Models, query: object) => (await pagesOf(models, query)).flat();

const names = ["a2", "a10", "A1", "ink fox", "水墨画", "城市 night", "z", "ぬ"];

describe("pages of models", () => {
  it("show each once, in natural order, what is broken last, however many a page has", async () => {
    const { plant, open } = await openNew();
    for (const name of names) await plant(`models/Lora/${name}.safetensors`);
    await plant("models/Lora/0 broken.safetensors", "no header");
    const models = open();
    await models.list();
    const all = await namesIn(models, { limit: 100 });
    expect(all.map((name) => name.replace(".safetensors", ""))).toEqual([
      ...["A1", "a2", "a10", "ink fox", "z", "ぬ", "城市 night", "水墨画"],
      "0 broken",
    ]);
    for (const limit of [1, 2, 3, 8, 9]) {
      const pages = await pagesOf(models, { limit });
      expect(pages.flat()).toEqual(all);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    }
  });

  it("go on where they were when models come and go between them", async () => {
    const { plant, open } = await openNew();
    for (const name of ["a", "b", "c", "d", "e"]) await plant(`models/Lora/${name}.safetensors`);
    const models = open();
    await models.list();
    const { items, nextCursor } = await models.page(ModelQuery.parse({ limit: 2 }));
    await rm(await plant("models/Lora/b.safetensors"));
    await plant("models/Lora/aa.safetensors");
    await models.refresh();
    const rest = await models.page(ModelQuery.parse({ limit: 9, cursor: nextCursor }));
    expect([...items, ...rest.items].map(({ stem }) => stem)).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("begin at the beginning with a cursor that is none", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/a.safetensors");
    const models = open();
    await models.list();
    for (const cursor of ["x", "W10", "WzEsMl0", "\u0000"])
      expect((await models.page(ModelQuery.parse({ cursor }))).items).toHaveLength(1);
  });

  it("are there while folders are looked through, and say so", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/a.safetensors");
    const { promise, resolve } = Promise.withResolvers<void>();
    const models = open(() => promise.then(() => undefined));
    expect(await models.page(ModelQuery.parse({}))).toMatchObject({ items: [], scanning: true });
    resolve();
    await models.refresh();
    expect(await models.page(ModelQuery.parse({}))).toMatchObject({ total: 1, scanning: false });
  });
});

describe("a search", () => {
  it("finds a model by every piece of its name, of its trigger words and of its card's tags", async () => {
    const { plant, open } = await openNew();
    for (const name of names) await plant(`models/Lora/${name}.safetensors`);
    await plant("models/Lora/plain.safetensors", lora("墨狐 fox ears"));
    await plant("models/Lora/plain.metadata.json", JSON.stringify({ tags: ["国风"], base_model: "Illustrious" }));
    const models = open();
    await models.list();
    const texts = [
      ...names.map((name) => [name, name] as const),
      ["plain", "墨狐"] as const,
      ["plain", "国风"] as const,
    ];
    for (const [stem, text] of [...texts, ["plain", "illustrious"] as const])
      for (const word of text.split(" "))
        for (let from = 0; from < word.length; from++)
          for (let to = from + 1; to <= word.length; to++) {
            const found = await namesIn(models, { text: word.slice(from, to), limit: 100 });
            expect([word.slice(from, to), found]).toEqual([
              word.slice(from, to),
              expect.arrayContaining([`${stem}.safetensors`]),
            ]);
          }
    expect(await namesIn(models, { text: "ink 墨" })).toEqual([]);
  });
});

describe("facets", () => {
  it("count as many of each value as asking for it shows", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/a.safetensors");
    await plant("models/Lora/sub/b.safetensors");
    await plant("models/Lora/sub/b.metadata.json", JSON.stringify({ tags: ["ink", "fox"], base_model: "Pony" }));
    await plant("models/Lora/broken.safetensors", "x");
    await plant(
      "models/VAE/soft.safetensors",
      printSafetensors([
        { name: "decoder.conv_in.weight", dtype: "F16", shape: [4, 4, 1, 1], data: new Uint8Array(32) },
      ]),
    );
    const models = open();
    const [first] = await models.list();
    await models.mark(first!.id, { isFavourite: true });
    for (const filter of [{}, { kind: "lora" }, { text: "b" }, { broken: "false" }, { tag: "ink" }]) {
      const facets = await models.facets(ModelFilter.parse(filter));
      for (const field of ["kind", "family", "base", "folder", "tag"] as const)
        for (const { value, count } of facets[field])
          expect([field, value, (await models.page(ModelQuery.parse({ ...filter, [field]: value }))).total]).toEqual([
            field,
            value,
            count,
          ]);
      for (const [flag, count] of Object.entries(facets.flags))
        if (!(flag in filter))
          expect([flag, (await models.page(ModelQuery.parse({ ...filter, [flag]: "true" }))).total]).toEqual([
            flag,
            count,
          ]);
    }
    expect((await models.facets({})).flags).toMatchObject({ favourite: 1, broken: 1, unused: 4 });
  });
});

describe("a look through the folders", () => {
  it("costs one row for one change, and none for none", async () => {
    const { plant, scan } = await openNew();
    for (const name of names) await plant(`models/Lora/${name}.safetensors`);
    expect(await scan()).toBe(names.length);
    expect(await scan()).toBe(0);
    await plant("models/Lora/a2.preview.png", "picture");
    expect(await scan()).toBe(1);
    await plant("models/Lora/a2.safetensors", lora("other words"));
    expect(await scan()).toBe(1);
    await rm(await plant("models/Lora/z.safetensors"));
    expect(await scan()).toBe(1);
    expect(await scan()).toBe(0);
  });

  it("sees a file that was put in the place of another with its size and time", async () => {
    const { plant, open } = await openNew();
    const path = await plant("models/Lora/a.safetensors", lora("ink"));
    const other = await plant("other", lora("fox"));
    const time = new Date(1_700_000_000_000);
    for (const one of [path, other]) await utimes(one, time, time);
    const models = open();
    expect((await models.list())[0]?.triggerWords).toEqual(["ink"]);
    await rename(other, path);
    await models.refresh();
    expect((await models.list())[0]?.triggerWords).toEqual(["fox"]);
  });

  it.skipIf(process.platform === "win32")("lists a file once that has two paths, and tells both", async () => {
    const { plant, open, scan, root } = await openNew();
    const path = await plant("models/Lora/b.safetensors");
    await link(path, join(root, "models/Lora/a.safetensors"));
    await symlink(path, join(root, "models/Lora/c.safetensors"));
    const models = open();
    const all = await models.list();
    expect(all.map(({ stem }) => stem)).toEqual(["a"]);
    expect(await models.paths(all[0]!.id)).toHaveLength(3);
    expect(await scan()).toBe(0);
    await rm(join(root, "models/Lora/a.safetensors"));
    await models.refresh();
    expect((await models.list()).map(({ stem }) => stem)).toEqual(["b"]);
  });

  it("keeps what lies in a root that is away, marked, and shows it again when it is back", async () => {
    const { plant, open, root } = await openNew();
    await plant("models/Lora/a.safetensors");
    const models = open();
    await models.list();
    await rename(root, `${root} away`);
    await models.refresh();
    expect(await models.list()).toEqual([]);
    expect((await models.page(ModelQuery.parse({ absent: "true" }))).items).toMatchObject([
      { stem: "a", isAbsent: true },
    ]);
    await rename(`${root} away`, root);
    await models.refresh();
    expect((await models.list()).map(({ stem }) => stem)).toEqual(["a"]);
  });

  it("sees what changed before it was asked for, though another was under way", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/a.safetensors");
    const { promise, resolve } = Promise.withResolvers<void>();
    const models = open(() => promise.then(() => undefined));
    const first = models.refresh();
    await plant("models/Lora/a0.safetensors"); // its folder may have been read already
    const second = models.refresh();
    resolve();
    await Promise.all([first, second]);
    expect((await models.list()).map(({ stem }) => stem)).toEqual(["a", "a0"]);
  });

  it("by two studios of one home leaves each model once", async () => {
    const { plant, open } = await openNew();
    for (const name of names) await plant(`models/Lora/${name}.safetensors`);
    const [one, two] = [open(), open()];
    await Promise.all([one.refresh(), two.refresh()]);
    expect(await namesIn(one, { limit: 3 })).toHaveLength(names.length);
    expect(await two.list()).toHaveLength(names.length);
  });
});

it("what its owner says of a model stays when the index is made anew", async () => {
  const { plant, open, database } = await openNew();
  const path = await plant("models/Lora/a.safetensors");
  const models = open();
  const [first] = await models.list();
  await models.mark(first!.id, { isFavourite: true, notes: "mine", tags: ["ink"] });
  await models.used([path, "/elsewhere"]);
  database.run("DELETE FROM models");
  await models.refresh();
  expect(await models.list()).toMatchObject([{ isFavourite: true, uses: 1 }]);
  await expect(models.mark("nobody", {})).rejects.toMatchObject({ code: "models/notFound" });
});

it("the natural order of names is that of their numbers, and of folders before what follows them", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.constantFrom("v", "模型 ", "a/"), (one, other, before) => {
      const [a, b] = [naturalKey(`${before}${one}.x`), naturalKey(`${before}${other}.x`)];
      expect(a < b).toBe(one < other);
    }),
  );
  expect(naturalKey("Ａ1")).toBe(naturalKey("a1"));
});
