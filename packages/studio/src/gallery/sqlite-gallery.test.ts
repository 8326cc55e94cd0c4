import { copyFile, mkdir, readdir, rename, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PictureQuery, type Recipe } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { writeImageText } from "@danfang/formats";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { outputsFolder } from "./folders.ts";
import { insertPicture } from "./picture-row.ts";
import { openGallery } from "./sqlite-gallery.ts";
import { sweepBin } from "./sweep-bin.ts";

const folder = await temporaryFolder();
let serial = 0;

function openNew() {
  const home = join(folder, `home-${++serial}`);
  const { database } = openDatabase(join(home, "danfang.sqlite"));
  const clock = fakeClock();
  const gallery = openGallery({ database, home, clock, onPicture: () => undefined });
  let count = 0;
  /** Adds a picture without a file; each is a second newer than the one before. */
  const add = (recipe: Recipe, more: object = {}, place?: number) => {
    const id = `p${count++}`;
    insertPicture(
      database,
      {
        id,
        jobId: undefined,
        path: `/nowhere/${id}.png`,
        width: 8,
        height: 9,
        sizeBytes: 10,
        modifiedAt: 5,
        createdAt: 1_000_000 + count * 1000,
        recipe,
        infotext: "",
        hasTimeline: false,
        isPassing: false,
        isOurs: true,
        ...more,
      },
      place,
    );
    return id;
  };
  const find = async (query: object) => {
    const { total, pictures } = await gallery.page(PictureQuery.parse(query));
    expect(total).toBe(pictures.length);
    return pictures.map(({ id }) => id);
  };
  return { home, database, gallery, add, find, clock };
}

const png = (shade: number) =>
  sharp({ create: { width: 40, height: 24, channels: 3, background: { r: shade, g: 9, b: 77 } } });

describe("searching", () => {
  it.each([
    ["a word", "castle", [0]],
    ["a part of a word", "girl", [1]],
    ["two words, in any order", "sunset castle", [0]],
    ["letters of any case and width", "ＣＡＳＴＬＥ Sun", [0]],
    ["two Chinese characters", "少女", [2]],
    ["one Chinese character", "雪", [3, 2]],
    ["a long Chinese phrase", "站在雪山上的少女", [2]],
    ["two letters", "3d", [3]],
    ["a word of the negative prompt", "blurry", [1]],
    ["nothing but marks, which is no condition", "!!, (", [3, 2, 1, 0]],
    ["a word that is nowhere", "submarine", []],
    ["what means something in a query language", 'castle" OR "girl', []],
  ])("finds %s", async (_, text, places) => {
    const { add, find } = openNew();
    const ids = [
      add({ prompt: "A Castle at sunset, best quality" }),
      add({ prompt: "1girl, solo", negativePrompt: "blurry" }),
      add({ prompt: "站在雪山上的少女，水墨" }),
      add({ prompt: "3D render, 雪" }),
    ];
    expect(await find({ text })).toEqual(places.map((place) => ids[place]));
  });

  it("finds every picture by every part of every word in its prompt", () => {
    const { add, gallery } = openNew();
    const unit = fc.oneof(fc.constantFrom(..."abc1少女山水é龙ß"), fc.constantFrom(" ", ", "));
    return fc.assert(
      fc.asyncProperty(
        fc.string({ unit, minLength: 3, maxLength: 30 }),
        fc.nat(),
        fc.nat(),
        async (prompt, start, length) => {
          const id = add({ prompt });
          const text = prompt.slice(start % prompt.length).slice(0, 1 + (length % 8));
          const { pictures } = await gallery.page(PictureQuery.parse({ text, limit: 500 }));
          expect(pictures.map((picture) => picture.id)).toContain(id);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("combines words, filters and pages", async () => {
    const { add, gallery, find } = openNew();
    const ids = Array.from({ length: 12 }, (_, i) =>
      add({ prompt: `apple ${i}`, checkpoint: { name: i % 2 ? "odd" : "even" }, sampler: i % 3 ? "Heun" : "DDIM" }),
    );
    await gallery.setFavourite(ids[3]!, true);
    await gallery.setFavourite(ids[4]!, true);
    const at = (...places: number[]) => places.map((place) => ids[place]);
    expect(await find({ text: "apple", checkpoint: "odd", sampler: "DDIM" })).toEqual(at(9, 3));
    expect(await find({ checkpoint: "odd", sampler: "DDIM" })).toEqual(at(9, 3));
    expect(await find({ text: "apple", favourite: "true" })).toEqual(at(4, 3));
    expect(await find({ favourite: "true", checkpoint: "odd" })).toEqual(at(3));
    expect(await find({ text: "apple", favourite: "false", checkpoint: "odd" })).toEqual(at(11, 9, 7, 5, 1));
    const page = await gallery.page(PictureQuery.parse({ text: "apple", offset: 3, limit: 2 }));
    expect([page.total, page.pictures.map(({ id }) => id)]).toEqual([12, at(8, 7)]);
  });

  it("counts checkpoints and samplers of what is shown", async () => {
    const { add, gallery } = openNew();
    for (const name of ["ink", "oil", "ink", "wood"]) add({ checkpoint: { name }, sampler: "Heun" });
    add({ checkpoint: { name: "oil" } }, { isPassing: true });
    await gallery.remove("p3");
    expect(await gallery.facets()).toEqual({
      checkpoints: [
        { name: "ink", count: 2 },
        { name: "oil", count: 1 },
      ],
      samplers: [{ name: "Heun", count: 3 }],
    });
  });

  it("is newest first even when many come in one millisecond or out of order", async () => {
    const { add, gallery } = openNew();
    const crowd = Array.from({ length: 1005 }, () => add({}, { createdAt: 7_000_000 }));
    const old = add({}, { createdAt: 6_000_000 });
    const last = add({}, { createdAt: 8_000_000 });
    const all = [0, 500, 1000].map((offset) => gallery.page(PictureQuery.parse({ offset, limit: 500 })));
    const ids = (await Promise.all(all)).flatMap(({ pictures }) => pictures.map(({ id }) => id));
    expect(ids).toEqual([last, ...crowd.reverse(), old]);
  });
});

describe("the bin", () => {
  it("hides a picture from pages, searches and facets until it is restored", async () => {
    const { add, gallery, find } = openNew();
    const id = add({ prompt: "apple" });
    for (let again = 0; again < 2; again++) expect((await gallery.remove(id)).deletedAt).toBeDefined();
    expect([await find({}), await find({ text: "apple" })]).toEqual([[], []]);
    expect([await find({ deleted: "true" }), await find({ deleted: "true", text: "apple" })]).toEqual([[id], [id]]);
    expect(await find({ deleted: "true", text: "pear" })).toEqual([]);
    for (let again = 0; again < 2; again++) expect((await gallery.restore(id)).deletedAt).toBeUndefined();
    expect([await find({}), await find({ text: "apple" })]).toEqual([[id], [id]]);
  });

  it("gives back nothing after a purge, which only the bin allows", async () => {
    const { home, gallery, find } = openNew();
    const path = join(outputsFolder(home), "a.png");
    await mkdir(outputsFolder(home), { recursive: true });
    await writeFile(path, await png(3).png().toBuffer());
    await gallery.importFolder(outputsFolder(home));
    const [id = ""] = await find({});
    expect((await gallery.thumbnail(id, 64))?.bytes.length).toBeGreaterThan(0);
    await expect(gallery.purge(id)).rejects.toMatchObject({ code: "gallery/notInBin" });
    await gallery.remove(id);
    expect((await stat(path)).size).toBeGreaterThan(0);
    await gallery.purge(id);
    await expect(stat(path)).rejects.toThrow();
    expect(await readdir(join(home, "cache", "thumbnails"))).toEqual([]);
    await expect(gallery.restore(id)).rejects.toMatchObject({ code: "gallery/notFound" });
  });
});

describe("emptying the bin", () => {
  it("says beforehand what it will free, frees exactly that, and leaves files of other programs where they are", async () => {
    const { home, gallery, find } = openNew();
    const theirs = join(folder, `theirs-${serial}`);
    for (const place of [outputsFolder(home), theirs]) await mkdir(place, { recursive: true });
    const sizes: number[] = [];
    for (const [i, place] of [outputsFolder(home), outputsFolder(home), theirs].entries()) {
      const bytes = await png(10 * i)
        .resize(20 + 7 * i)
        .png()
        .toBuffer();
      sizes.push(bytes.length);
      await writeFile(join(place, `${i}.png`), bytes);
    }
    await gallery.importFolder(outputsFolder(home));
    await gallery.importFolder(theirs);
    const ids = await find({});
    expect(await gallery.bin()).toEqual({ pictures: 0, sizeBytes: 0, keptFiles: 0 });
    for (const id of ids) await gallery.remove(id);
    const freed = sizes[0]! + sizes[1]!;
    expect(await gallery.bin()).toEqual({ pictures: 3, sizeBytes: freed, keptFiles: 1 });
    expect(await gallery.emptyBin()).toEqual({ removed: 3, freedBytes: freed, failed: [] });
    expect(await readdir(outputsFolder(home))).toEqual([]);
    expect(await readdir(theirs)).toEqual(["2.png"]);
    expect([await find({}), await find({ deleted: "true" })]).toEqual([[], []]);
  });

  it("takes only what was put there before a time, and by itself nothing unless a number of days is set", async () => {
    const { gallery, add, find, clock } = openNew();
    const [old, fresh, kept] = [add({}), add({}), add({})];
    await gallery.remove(old);
    clock.advance(3 * 24 * 60 * 60 * 1000);
    await gallery.remove(fresh);
    clock.advance(1000);
    await sweepBin(gallery, clock, 0);
    expect(await find({ deleted: "true" })).toEqual([fresh, old]);
    await sweepBin(gallery, clock, 2);
    expect([await find({ deleted: "true" }), await find({})]).toEqual([[fresh], [kept]]);
  });
});

describe("a grid's stack", () => {
  const sheetRecipe = { prompt: "fox", extra: { Script: "X/Y/Z plot", "X Type": "Seed" } };
  function withGrid() {
    const own = openNew();
    const cells = [0, 1, 2].map((place) => own.add({ prompt: `fox ${place}` }, { jobId: "grid" }, place));
    const other = own.add({ prompt: "fox" }, { jobId: "other" }, 0);
    const sheet = own.add(sheetRecipe, { jobId: "grid" }, 3);
    return { ...own, cells, other, sheet };
  }

  it("hides cells under their sheet where stacks are asked for, and nowhere else", async () => {
    const { find, gallery, cells, other, sheet } = withGrid();
    expect(await find({ stacked: "true" })).toEqual([sheet, other]);
    expect(await find({})).toEqual([sheet, other, ...[...cells].reverse()]);
    expect(await find({ stacked: "true", text: "fox" })).toHaveLength(5);
    const { pictures } = await gallery.page(PictureQuery.parse({ stacked: "true" }));
    expect(pictures.map((picture) => picture.cells)).toEqual([3, undefined]);
    expect(await find({ job: "grid" })).toEqual([...cells, sheet]);
    const opened = await gallery.page(PictureQuery.parse({ job: "grid" }));
    expect(opened.pictures.map((picture) => picture.cells)).toEqual(new Array(4).fill(undefined));
  });

  it("falls apart when its sheet goes into the bin, and is laid again when that comes back", async () => {
    const { find, gallery, cells, other, sheet } = withGrid();
    await gallery.remove(sheet);
    expect(await find({ stacked: "true" })).toEqual([other, ...[...cells].reverse()]);
    await gallery.restore(sheet);
    expect(await find({ stacked: "true" })).toEqual([sheet, other]);
  });

  it("is as high as cells are left", async () => {
    const { gallery, cells, sheet } = withGrid();
    await gallery.remove(cells[1]!);
    const { pictures } = await gallery.page(PictureQuery.parse({ stacked: "true" }));
    expect(pictures.find(({ id }) => id === sheet)?.cells).toBe(2);
  });
});

describe("importing", () => {
  async function planted() {
    const own = openNew();
    const source = join(folder, `source-${serial}`);
    await mkdir(join(source, "2024", "deep"), { recursive: true });
    const infotext = "an apple\nSteps: 20, Sampler: Heun, Seed: 11, Size: 40x24, Model: ink";
    await writeFile(join(source, "a.png"), writeImageText(await png(1).png().toBuffer(), "png", infotext));
    await writeFile(join(source, "2024", "b.jpg"), writeImageText(await png(2).jpeg().toBuffer(), "jpeg", infotext));
    await writeFile(join(source, "2024", "deep", "c.webp"), await png(3).webp().toBuffer());
    await writeFile(join(source, "notes.txt"), "not a picture");
    await writeFile(join(source, "lie.png"), "not a picture either");
    await writeFile(join(source, "cut.png"), await png(4).png().toBuffer());
    await truncate(join(source, "cut.png"), 20);
    return { ...own, source };
  }

  it("adds what is whole with its recipe, says what is broken, and knows everything the second time", async () => {
    const { gallery, source, find } = await planted();
    const progress: number[] = [];
    const report = await gallery.importFolder(source, { onProgress: ({ done }) => progress.push(done) });
    expect([report.added, report.known]).toEqual([3, 0]);
    expect(report.failed.map(({ path, code }) => [path.split(/[\\/]/).at(-1), code]).sort()).toEqual([
      ["cut.png", "gallery/notAPicture"],
      ["lie.png", "gallery/notAPicture"],
    ]);
    expect(progress.at(-1)).toBe(5);
    expect(await find({ text: "apple", checkpoint: "ink" })).toHaveLength(2);
    const [id = ""] = await find({ text: "apple" });
    expect(await gallery.get(id)).toMatchObject({ width: 40, height: 24, recipe: { seed: 11, sampler: "Heun" } });
    expect(await gallery.file(id)).toContain(source);
    expect(await gallery.importFolder(source)).toMatchObject({ added: 0, known: 3 });
  });

  it("takes whatever a browser shows, with the text beside it where the picture says nothing", async () => {
    const { gallery, find } = openNew();
    const source = join(folder, `shown-${serial}`);
    await mkdir(source);
    await writeFile(join(source, "a.gif"), await png(5).gif().toBuffer());
    await writeFile(join(source, "a.json"), JSON.stringify({ sui_image_params: { prompt: "a pear", steps: 9 } }));
    await writeFile(join(source, "b.avif"), await png(6).avif().toBuffer());
    await writeFile(join(source, "b.txt"), "a pear\nSteps: 9, Sampler: Heun, Seed: 12");
    expect(await gallery.importFolder(source)).toEqual({ added: 2, known: 0, failed: [] });
    expect(await find({ text: "pear" })).toHaveLength(2);
  });

  it("writes nothing there", async () => {
    const { gallery, source } = await planted();
    const before = await readdir(source, { recursive: true });
    await gallery.importFolder(source);
    expect(await readdir(source, { recursive: true })).toEqual(before);
  });

  it("stops when it is told to, and refuses what is no folder", async () => {
    const { gallery, source, find } = await planted();
    expect(await gallery.importFolder(source, { signal: AbortSignal.abort() })).toMatchObject({ added: 0 });
    expect(await find({})).toEqual([]);
    for (const wrong of [join(source, "a.png"), join(source, "nowhere")])
      await expect(gallery.importFolder(wrong)).rejects.toMatchObject({
        code: expect.stringMatching(/^library\/folder(Missing|IsFile)$/),
      });
  });
});

describe("a picture's file", () => {
  it("is never one outside the known folders, links or not", async () => {
    const { home, gallery, add, find } = openNew();
    const secret = join(folder, "secret.png");
    await writeFile(secret, await png(5).png().toBuffer());
    const outputs = outputsFolder(home);
    await mkdir(outputs, { recursive: true });
    const path = join(outputs, "a.png");
    await copyFile(secret, path);
    await gallery.importFolder(outputs);
    const [id = ""] = await find({});
    expect(await gallery.file(id)).toBe(path);
    await rename(path, join(outputs, "b.png"));
    await symlink(secret, path);
    expect(await gallery.file(id)).toBeUndefined();
    expect(await gallery.thumbnail(id, 64)).toBeUndefined();
    for (const elsewhere of [secret, join(outputs, "..", "..", "secret.png"), home])
      expect(await gallery.file(add({}, { path: elsewhere }))).toBeUndefined();
    expect(await gallery.file("nobody")).toBeUndefined();
  });
});

describe("a thumbnail", () => {
  it("is WebP no larger than asked for, made once, and not at all of what is broken", async () => {
    const { home, gallery, find } = openNew();
    const outputs = outputsFolder(home);
    await mkdir(outputs, { recursive: true });
    await writeFile(join(outputs, "large.png"), await png(5).resize(900, 600).png().toBuffer());
    await gallery.importFolder(outputs);
    const [id = ""] = await find({});
    const [first, second] = await Promise.all([gallery.thumbnail(id, 200), gallery.thumbnail(id, 200)]);
    expect(await sharp(first!.bytes).metadata()).toMatchObject({ format: "webp", width: 256, height: 171 });
    expect(second).toEqual(first);
    expect(await readdir(join(home, "cache", "thumbnails"))).toEqual([`${id}-256.webp`]);
    await writeFile(join(outputs, "large.png"), "broken since");
    expect(await gallery.thumbnail(id, 1024)).toBeUndefined();
  });
});
