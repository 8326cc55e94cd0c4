import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ModelQuery } from "@danfang/domain";
import { printSafetensors } from "@danfang/formats";
import { ownIdentity } from "@danfang/workbench";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { openLibrary } from "../../opening/open-library.ts";
import { carryOut } from "./carry-out.ts";
import { freeName, isForbiddenByWindows } from "./file-names.ts";
import { openJournal } from "./journal.ts";
import { demandName } from "./plan-files.ts";
import { renameFree } from "./rename-free.ts";
import { runBatch } from "./run-batch.ts";
import { stampOf } from "./step.ts";

const folder = await temporaryFolder();
const lora = printSafetensors(
  [{ name: "lora_unet_x.lora_down.weight", dtype: "F16", shape: [4, 6], data: new Uint8Array(48) }],
  {},
);
let serial = 0;

async function openNew() {
  const place = join(folder, `home-${++serial}`);
  const [home, downloads] = [join(place, "home"), join(place, "downloads")];
  await mkdir(downloads, { recursive: true });
  const loras = join(home, "models/Lora");
  const plant = async (name: string, bytes: Uint8Array | string = lora) => {
    const file = join(downloads, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
    return file;
  };
  const withLibrary = async <T>(work: (library: Awaited<ReturnType<typeof openLibrary>>) => Promise<T>): Promise<T> => {
    const library = await openLibrary({ home });
    try {
      return await work(library);
    } finally {
      await library.close();
    }
  };
  return { place, home, downloads, loras, plant, withLibrary };
}

/** Every file below a folder with a digest of what it holds: what no move may lose. */
async function everything(of: string): Promise<Record<string, string>> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const isData = (file: string) => !/danfang|config|hashes|moves|cards/.test(file.slice(of.length));
  const digest = async (file: string) =>
    createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
  return Object.fromEntries(
    await Promise.all(files.filter(isData).map(async (file) => [file.slice(of.length), await digest(file)])),
  );
}

describe("a file that is placed", () => {
  it("goes into the folder of its kind with what belongs to it, and comes back as it was", async () => {
    const { place, loras, plant, withLibrary } = await openNew();
    const file = await plant("墨 ink.safetensors");
    await plant("墨 ink.png", "picture");
    await plant("墨 ink.civitai.info", "{}");
    await plant("other.png", "of another");
    const before = await everything(place);
    const { undoId, actions } = await withLibrary((library) => library.moves.place([file]));
    expect(actions.map(({ do: what, from, to }) => [what, basename(from), dirname(to)])).toEqual([
      ["move", "墨 ink.png", loras],
      ["move", "墨 ink.civitai.info", loras],
      ["move", "墨 ink.safetensors", loras],
    ]);
    expect(Object.keys(await everything(place)).sort()).toEqual(
      ["墨 ink.civitai.info", "墨 ink.png", "墨 ink.safetensors"]
        .map((name) => join("/home/models/Lora", name))
        .concat("/downloads/other.png")
        .sort(),
    );
    await withLibrary((library) => library.moves.undo(undoId)); // another process, later
    expect(await everything(place)).toEqual(before);
    await expect(withLibrary((library) => library.moves.undo(undoId))).rejects.toMatchObject({
      code: "moving/notFound",
    });
  });

  it("stays where only asked about", async () => {
    const { place, plant, withLibrary } = await openNew();
    const file = await plant("a.safetensors");
    const before = await everything(place);
    const { actions, undoId } = await withLibrary((library) => library.moves.place([file], { isDryRun: true }));
    expect([actions.length, undoId]).toEqual([1, undefined]);
    expect(await everything(place)).toEqual(before);
  });

  it("is done where the same bytes are there, and refused with a free name where others are", async () => {
    const { place, loras, plant, withLibrary } = await openNew();
    const [same, other] = [await plant("same.safetensors"), await plant("other.safetensors")];
    await mkdir(loras, { recursive: true });
    await copyFile(same, join(loras, "same.safetensors"));
    await writeFile(join(loras, "Other.safetensors"), "another");
    await writeFile(join(loras, "other (2).safetensors"), "a third");
    const before = await everything(place);
    const { actions, undoId } = await withLibrary((library) => library.moves.place([same]));
    expect([actions.map(({ do: what }) => what), undoId]).toEqual([["already"], undefined]);
    await expect(withLibrary((library) => library.moves.place([same, other]))).rejects.toMatchObject({
      code: "moving/taken",
      facts: { there: join(loras, "Other.safetensors"), free: "other (3).safetensors" },
    });
    expect(await everything(place)).toEqual(before);
  });

  it("is copied or linked, and the copy goes again only while what it was made from is there", async () => {
    const { place, loras, plant, withLibrary } = await openNew();
    const file = await plant("a.safetensors");
    for (const how of ["copy", "link"] as const) {
      const before = await everything(place);
      const { undoId } = await withLibrary((library) => library.moves.place([file], { how }));
      expect(existsSync(file) && existsSync(join(loras, "a.safetensors"))).toBe(true);
      await withLibrary((library) => library.moves.undo(undoId));
      expect(await everything(place)).toEqual(before);
    }
    const { undoId } = await withLibrary((library) => library.moves.place([file], { how: "copy" }));
    await rm(file);
    await expect(withLibrary((library) => library.moves.undo(undoId))).rejects.toMatchObject({
      code: "moving/onlyOne",
    });
    expect(existsSync(join(loras, "a.safetensors"))).toBe(true);
  });

  it("keeps its name whatever the name is made of", async () => {
    const { loras, plant, withLibrary } = await openNew();
    const names = [
      "🐉.safetensors",
      "two\nlines.safetensors",
      `${"长".repeat(81)}.safetensors`,
      "CON.safetensors",
      "-rf.safetensors",
    ];
    const files: string[] = [];
    for (const name of names) files.push(await plant(name));
    await withLibrary((library) => library.moves.place(files));
    expect((await readdir(loras)).sort()).toEqual([...names].sort());
  });

  it("is no link, and no link beside it is followed", async () => {
    const { place, loras, plant, withLibrary } = await openNew();
    const file = await plant("a.safetensors");
    const secret = join(place, "secret.json");
    await writeFile(secret, "{}");
    await symlink(secret, join(dirname(file), "a.json"));
    await withLibrary((library) => library.moves.place([file]));
    expect(await readdir(loras)).toEqual(["a.safetensors"]);
    await symlink(join(loras, "a.safetensors"), file);
    await expect(withLibrary((library) => library.moves.place([file]))).rejects.toMatchObject({
      code: "moving/isLink",
    });
  });

  it("leaves its cards to a model of the same stem that stays", async () => {
    const { downloads, loras, plant, withLibrary } = await openNew();
    const file = await plant("a.safetensors");
    await plant("a.ckpt", "another form of it");
    await plant("a.json", "{}");
    await withLibrary((library) => library.moves.place([file]));
    expect((await readdir(loras)).sort()).toEqual(["a.json", "a.safetensors"]);
    expect((await readdir(downloads)).sort()).toEqual(["a.ckpt", "a.json"]);
  });

  it("is refused with everything as it was where it cannot be told what it is", async () => {
    const { place, plant, withLibrary } = await openNew();
    const files = [await plant("a.safetensors"), await plant("b.safetensors", "no header")];
    const before = await everything(place);
    await expect(withLibrary((library) => library.moves.place(files))).rejects.toThrow();
    await expect(withLibrary((library) => library.moves.place([join(place, "gone")]))).rejects.toMatchObject({
      code: "formats/fileMissing",
    });
    expect(await everything(place)).toEqual(before);
  });
});

describe("a model that is shelved", () => {
  it("is listed as shelved, found by no name, and restored exactly, with what was said of it", async () => {
    const { place, loras, withLibrary } = await openNew();
    await mkdir(join(loras, "style"), { recursive: true });
    const file = join(loras, "style/ink.safetensors");
    await writeFile(file, lora);
    await writeFile(join(loras, "style/ink.png"), "picture");
    const time = new Date(1_700_000_000_000);
    await utimes(file, time, time);
    const before = await everything(place);
    const hash = await withLibrary(async (library) => {
      await library.scan();
      const [model] = await library.named(["ink"]);
      await library.hash(model!);
      await library.moves.shelve([model!]);
      const { items } = await library.page(ModelQuery.parse({}));
      expect(
        items
          .filter(({ kind, isStarter }) => kind === "lora" && !isStarter)
          .map(({ name, isShelved }) => [name, isShelved]),
      ).toEqual([["style/ink.safetensors", true]]);
      expect((await library.facets({ kind: "lora" })).total).toBe(1); // the starter's
      return model!.sha256;
    });
    expect(existsSync(file)).toBe(false);
    await withLibrary(async (library) => {
      await library.scan();
      const [model] = await library.shelved(["ink"]);
      expect(model).toMatchObject({ isShelved: true });
      expect(model?.sha256).toMatch(/^[0-9a-f]{64}$/); // carried along, not computed again
      await library.moves.restore([model!]);
      const [back] = await library.named(["ink"]);
      expect(back).toMatchObject({ path: file });
      expect(back).not.toHaveProperty("isShelved");
      await expect(library.moves.restore([back!])).rejects.toMatchObject({ code: "moving/notShelved" });
    });
    expect(await everything(place)).toEqual(before);
    expect(hash).toBeUndefined();
  });

  it("has a place of its own where another of its name is there", async () => {
    const { home, loras, place, withLibrary } = await openNew();
    await mkdir(loras, { recursive: true });
    const before: unknown[] = [];
    for (const bytes of ["one", "two"]) {
      await writeFile(join(loras, "a.safetensors"), bytes);
      before.push(await everything(place));
      await withLibrary(async (library) => {
        await library.scan();
        const { items } = await library.page(ModelQuery.parse({}));
        await library.moves.shelve(items.filter((one) => one.kind === "lora" && !one.isShelved && !one.isStarter));
      });
    }
    expect(Object.keys(await everything(join(home, "shelf"))).sort()).toEqual([
      "/Lora/2/a.safetensors",
      "/Lora/a.safetensors",
    ]);
    await withLibrary((library) => library.moves.undo());
    expect(await readFile(join(loras, "a.safetensors"), "utf8")).toBe("two");
  });
});

it("a root that has vanished moves nothing", async () => {
  const { place, plant, withLibrary } = await openNew();
  const file = await plant("a.safetensors");
  await mkdir(join(place, "webui/models/Lora"), { recursive: true });
  await rename(join(place, "webui"), join(place, "away"));
  await expect(
    withLibrary((library) => library.moves.place([file], { into: join(place, "webui") })),
  ).rejects.toMatchObject({ code: "moving/noPlace" });
  expect(existsSync(file)).toBe(true);
});

describe("a move that a killed process left", () => {
  const dead = { ...ownIdentity(), pid: 2 ** 22 + 1, started: "1" };
  const states: readonly (readonly [string, (from: string, to: string) => Promise<void>])[] = [
    ["before anything was moved", async () => undefined],
    ["when the file had both names", (from, to) => link(from, to)],
    ["when a copy of another drive was whole", (from, to) => copyFile(from, to)],
    ["when only a part was copied", (_, to) => writeFile(join(dirname(to), ".a.png.0123456789ab.part"), "pic")],
    ["when the file was moved", (from, to) => rename(from, to)],
  ];

  async function plantJournal(state: "doing" | "undoing") {
    const studio = await openNew();
    const { home, loras, plant } = studio;
    await mkdir(loras, { recursive: true });
    const files = [await plant("a.png", "picture"), await plant("a.safetensors")];
    const steps = await Promise.all(
      files.map(async (from) => ({
        do: "move" as const,
        from,
        to: join(loras, basename(from)),
        stamp: stampOf(await stat(from)),
      })),
    );
    const journal = openJournal(join(home, "moves"));
    await journal.keep({ id: "one", what: "place", at: Date.now(), state, owner: dead, steps });
    return { ...studio, files, journal };
  }
  const recovered = async (home: string) => {
    const said: string[] = [];
    await (await openLibrary({ home, onNotice: ({ code }) => said.push(code) })).close();
    return said;
  };

  it.each(states)("is finished at the next start: %s", async (_, reach) => {
    const { home, place, loras, files, withLibrary } = await plantJournal("doing");
    const before = await everything(join(place, "downloads"));
    await reach(files[0]!, join(loras, basename(files[0]!)));
    expect(await recovered(home)).toEqual(["moving/finished"]);
    const names = (await readdir(loras)).filter((name) => !name.endsWith(".part"));
    expect([names.sort(), await everything(loras)]).toMatchObject([["a.png", "a.safetensors"], before]);
    expect(await everything(join(place, "downloads"))).toEqual({});
    expect(await recovered(home)).toEqual([]);
    await withLibrary((library) => library.moves.undo("one"));
    expect(await everything(join(place, "downloads"))).toEqual(before);
  });

  it("is taken back where it cannot be finished, and another's file of that name stays", async () => {
    const { home, place, loras } = await plantJournal("doing");
    await writeFile(join(loras, "a.safetensors"), "somebody's");
    const before = await everything(place);
    expect(await recovered(home)).toEqual(["moving/rolledBack"]);
    expect(await everything(place)).toEqual(before);
  });

  it("is undone to its end where it was being undone", async () => {
    const { home, place, loras, files } = await plantJournal("undoing");
    const before = await everything(join(place, "downloads"));
    await rename(files[1]!, join(loras, "a.safetensors"));
    expect(await recovered(home)).toEqual(["moving/undone"]);
    expect(await everything(join(place, "downloads"))).toEqual(before);
  });

  it("is left alone while its process lives", async () => {
    const { home, journal, files } = await plantJournal("doing");
    const batch = await journal.find("one");
    await journal.keep({ ...batch!, owner: ownIdentity() });
    expect(await recovered(home)).toEqual([]);
    expect(files.every((file) => existsSync(file))).toBe(true);
  });
});

describe("between two drives", () => {
  const other = "/dev/shm";
  const isOther = existsSync(other) && statSync(other).dev !== statSync(folder).dev;

  it.skipIf(!isOther)("a file is copied, compared, and only then taken away; its time stays", async () => {
    const away = await mkdtemp(join(other, "danfang-"));
    try {
      const { home, loras, withLibrary } = await openNew();
      const file = join(away, "a.safetensors");
      const time = new Date(1_700_000_000_000);
      await writeFile(file, lora);
      await utimes(file, time, time);
      await withLibrary((library) => library.moves.place([file]));
      expect([existsSync(file), (await stat(join(loras, "a.safetensors"))).mtimeMs]).toEqual([false, time.getTime()]);
      expect(await readFile(join(loras, "a.safetensors"))).toEqual(Buffer.from(lora));
      expect((await openJournal(join(home, "moves")).all()).length).toBe(1);
      await withLibrary((library) => library.moves.undo());
      expect(await readFile(file)).toEqual(Buffer.from(lora));
      expect(await readdir(loras)).toEqual([]);
    } finally {
      await rm(away, { recursive: true });
    }
  });
});

describe("a step", () => {
  it("moves no file that was changed since it was looked at, and none into another's place", async () => {
    const { plant, loras } = await openNew();
    const from = await plant("a.safetensors");
    const step = { do: "move" as const, from, to: join(loras, "a.safetensors"), stamp: stampOf(await stat(from)) };
    await writeFile(from, "another file under its name");
    await expect(carryOut(step, "first")).rejects.toMatchObject({ code: "moving/changedMeanwhile" });
    await mkdir(loras, { recursive: true });
    await writeFile(step.to, "somebody's");
    await expect(renameFree(from, step.to)).rejects.toMatchObject({ code: "moving/taken" });
    const noLinks = () => Promise.reject(Object.assign(new Error("no links here"), { code: "EPERM" }));
    await expect(renameFree(from, step.to, noLinks)).rejects.toMatchObject({ code: "moving/taken" });
    expect(await readFile(step.to, "utf8")).toBe("somebody's");
    await rm(step.to);
    await renameFree(from, step.to, noLinks);
    expect(await readFile(step.to, "utf8")).toBe("another file under its name");
  });

  it("takes all before it back where it fails", async () => {
    const { home, place, plant, loras } = await openNew();
    const from = await plant("a.safetensors");
    const good = { do: "move" as const, from, to: join(loras, "a.safetensors"), stamp: stampOf(await stat(from)) };
    const bad = { ...good, from: join(place, "never there"), to: join(loras, "b.safetensors") };
    const journal = openJournal(join(home, "moves"));
    const batch = await journal.begin("place", [good, bad], Date.now());
    const moved: unknown[] = [];
    const options = { journal, onMoved: async (files: readonly unknown[]) => void moved.push(...files) };
    await expect(runBatch(batch, "first", options)).rejects.toMatchObject({ code: "moving/gone" });
    expect([existsSync(from), existsSync(good.to), await journal.all()]).toEqual([true, false, []]);
  });
});

describe("names", () => {
  it.each(["CON.safetensors", "nul", "com1.json", "LPT¹.txt", "a?.pt", "a.", "a ", "a\nb", "aux .ckpt"])(
    "that Windows takes for a device's, or refuses, are known: %j",
    (name) => {
      expect(isForbiddenByWindows(name)).toBe(true);
      expect(() => demandName(name, "win32")).toThrow();
      expect(() => demandName(name, "linux")).not.toThrow();
    },
  );

  it.each(["console.safetensors", "墨 🐉.safetensors", ".hidden", "com10.pt"])("of others are not: %j", (name) => {
    expect(isForbiddenByWindows(name)).toBe(false);
  });

  it("that are free stay within what systems allow", async () => {
    const { downloads, plant } = await openNew();
    const long = `${"长".repeat(81)}.safetensors`;
    await plant(long);
    const free = await freeName(downloads, long);
    expect(free).toMatch(/^长+ \(2\)\.safetensors$/);
    expect(Buffer.byteLength(free)).toBeLessThanOrEqual(255);
    expect(await freeName(downloads, "a.vae.pt")).toBe("a (2).vae.pt");
  });
});
