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
  await plant("models/Lora/a.safetensors");
  const models = open();
  const [first] = await models.list();
  await models.mark(first!.id, { isFavourite: true, notes: "mine", tags: ["ink"] });
  await models.used({ loras: [{ name: "a" }, { name: "elsewhere" }] });
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

describe("what its owner says of a model", () => {
  it("is searched, and its tags are counted beside those of its card", async () => {
    const { plant, open } = await openNew();
    for (const name of ["a", "b"]) await plant(`models/Lora/${name}.safetensors`);
    const models = open();
    const [first] = await models.list();
    await models.mark(first!.id, { notes: "for the 夜景 series", tags: ["portrait"] });
    for (const text of ["series", "夜景", "yj", "portrait"])
      expect(await namesIn(models, { text })).toEqual(["a.safetensors"]);
    expect((await models.facets(ModelFilter.parse({}))).tag).toEqual([{ value: "portrait", count: 1 }]);
    await models.mark(first!.id, { notes: "", tags: [] });
    expect(await namesIn(models, { text: "series" })).toEqual([]);
    expect((await models.facets(ModelFilter.parse({}))).tag).toEqual([]);
    expect(await models.view(first!.id)).toMatchObject({ own: { notes: "", tags: [] }, paths: [expect.any(String)] });
  });

  it("goes with a file that is moved, by its inode or its beginning, and stays with one that is copied", async () => {
    const { plant, open, root } = await openNew();
    const path = await plant("models/Lora/a.safetensors", lora("ink"));
    const models = open();
    const [first] = await models.list();
    await models.mark(first!.id, { isFavourite: true, tags: ["mine"] });
    const favourites = () => namesIn(models, { favourite: "true" });
    const moved = join(root, "models/Lora/deep/b.safetensors");
    await mkdir(join(moved, ".."));
    await rename(path, moved);
    await models.refresh();
    expect(await favourites()).toEqual(["deep/b.safetensors"]);
    expect((await models.facets(ModelFilter.parse({}))).tag).toEqual([{ value: "mine", count: 1 }]);
    const time = new Date(1_700_000_000_000);
    await utimes(moved, time, time);
    await models.refresh();
    const [second] = await models.list();
    await models.mark(second!.id, { notes: "again" });
    const copy = await plant("models/Lora/c.safetensors", lora("ink"));
    await utimes(copy, time, time);
    await models.refresh();
    expect(await favourites()).toEqual(["deep/b.safetensors"]);
    await rm(moved);
    await rm(copy);
    const across = await plant("models/Lora/d.safetensors", lora("ink"));
    const other = await plant("models/Lora/e.safetensors", lora("fox"));
    for (const one of [across, other]) await utimes(one, time, time);
    await models.refresh();
    expect(await favourites()).toEqual(["d.safetensors"]);
  });
});

it("every order of models is whole over its pages, whatever their size, and what is broken is last in each", async () => {
  const { plant, open } = await openNew();
  for (const [i, name] of ["b", "a", "d", "c"].entries()) {
    const path = await plant(`models/Lora/${name}.safetensors`, lora("x".repeat(64 * i)));
    await utimes(path, i, i);
  }
  await plant("models/Lora/0.safetensors", "broken");
  const models = open();
  const all = await models.list();
  const idOf = (stem: string) => all.find((model) => model.stem === stem)!.id;
  await models.used({ loras: [{ name: "d" }, { name: "a" }] });
  await models.used({ loras: [{ name: "d" }] });
  await models.mark(idOf("c"), { isFavourite: true });
  const orders = { name: "abcd0", newest: "cdab0", used: "dabc0", size: "cdab0", handy: "cdab0" };
  for (const [sort, wanted] of Object.entries(orders))
    for (const limit of [1, 2, 5])
      expect([sort, (await namesIn(models, { sort, limit })).map((name) => name[0]).join("")]).toEqual([sort, wanted]);
  const { nextCursor } = await models.page(ModelQuery.parse({ limit: 1, sort: "used" }));
  expect(await models.page(ModelQuery.parse({ cursor: nextCursor }))).toMatchObject({ items: { length: 5 } });
});

it("fits: models of a checkpoint's family, and those that tell none", async () => {
  const { plant, open, database } = await openNew();
  for (const name of ["a", "b", "c"]) await plant(`models/Lora/${name}.safetensors`);
  const models = open();
  await models.list();
  for (const [name, family] of [
    ["a", "Stable Diffusion 1.x, miniature"],
    ["b", "unknown"],
    ["c", "SDXL"],
  ])
    database.run("UPDATE models SET family = ? WHERE name = ?", family!, `${name}.safetensors`);
  const fits = (family: string) => namesIn(models, { fits: family });
  expect(await fits("Stable Diffusion 1.x")).toEqual(["a.safetensors", "b.safetensors"]);
  expect(await fits("SDXL, refiner")).toEqual(["b.safetensors", "c.safetensors"]);
});

describe("names of models", () => {
  it("mean ids, paths, files with and without suffix, in any case, and hashes; the name counts among equal ones", async () => {
    const { plant, open } = await openNew();
    await plant("models/Lora/deep/Ink.safetensors", lora("ink"));
    await plant("models/Lora/copy.safetensors", lora("ink"));
    await plant("embeddings/easy negative.safetensors", lora());
    const models = open();
    const [first] = await models.list("lora");
    const sha256 = await models.hash(first!.id);
    for (const { id } of await models.list("lora")) await models.hash(id);
    const stems = async (...names: object[]) =>
      (await models.resolve(names.map((name) => ({ kind: "lora" as const, ...name })))).map((model) => model?.stem);
    expect(await stems({ name: "deep/Ink.safetensors" }, { name: "ink" }, { name: "INK.safetensors" })).toEqual([
      "Ink",
      "Ink",
      "Ink",
    ]);
    expect(await stems({ name: first!.id }, { name: "nobody" }, {}, { kind: "vae", name: "ink" })).toEqual([
      first!.stem,
      undefined,
      undefined,
      undefined,
    ]);
    for (const name of ["Ink", "copy"]) expect(await stems({ name, hash: sha256.slice(0, 10) })).toEqual([name]);
    expect(await stems({ hash: sha256.slice(0, 7) }, { name: sha256.slice(0, 10) }, { hash: "%%%%%%%%" })).toEqual([
      undefined,
      expect.stringMatching(/Ink|copy/),
      undefined,
    ]);
  });

  it("of embeddings are found in a text", async () => {
    const { plant, open } = await openNew();
    await plant("embeddings/Easy-Neg.pt", "broken");
    await plant("embeddings/other.pt", "broken");
    const models = open();
    await models.list();
    expect((await models.mentioned("ugly, (Easy-Neg:1.2)")).map(({ stem }) => stem)).toEqual(["Easy-Neg"]);
    expect(await models.mentioned("")).toEqual([]);
  });
});

it("Chinese is found by its characters, and by pinyin whole or by first letters", async () => {
  const { plant, open } = await openNew();
  for (const name of ["魔幻线_v2", "绿野仙踪", "mountain"]) await plant(`models/Lora/${name}.safetensors`);
  const models = open();
  await models.list();
  const found = {
    mhx: "魔幻线_v2",
    mohuanxian: "魔幻线_v2",
    幻: "魔幻线_v2",
    魔幻: "魔幻线_v2",
    huanx: "魔幻线_v2",
    lvye: "绿野仙踪",
    lyxz: "绿野仙踪",
  };
  for (const [text, name] of Object.entries(found))
    expect([text, await namesIn(models, { text })]).toEqual([text, [`${name}.safetensors`]]);
});
