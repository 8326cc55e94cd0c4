import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeBytes, writeFileAtomically } from "./atomic-file.ts";
import { findBeside, readTextBeside } from "./beside-model.ts";
import { machine, parsePartName, partNameOf, partStartOf } from "./part-name.ts";
import { readJsonFile, readTextFile } from "./read-text-file.ts";
import { readWhole } from "./read-whole.ts";
import { sweepParts } from "./sweep-parts.ts";

const root = await mkdtemp(join(await realpath(tmpdir()), "danfang-files-"));
afterAll(() => rm(root, { recursive: true, force: true }));
let serial = 0;
async function newFolder(): Promise<string> {
  const folder = join(root, String(++serial));
  await mkdir(folder);
  return folder;
}
const bytes = (text: string) => new TextEncoder().encode(text);

describe("reading a file", () => {
  it("says that there is none only where there is none", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    expect(await readWhole(join(folder, "none"), 10)).toEqual({ is: "absent" });
    expect(await readWhole(join(folder, "file", "below"), 10)).toEqual({ is: "absent" });
    expect(await readWhole(join(folder, "file"), 10)).toMatchObject({ is: "value" });
    await symlink("loop", join(folder, "loop"));
    expect(await readWhole(join(folder, "loop"), 10)).toMatchObject({
      is: "cannot",
      problem: { code: "files/unreadable" },
    });
    expect(await readWhole(folder, 10)).toMatchObject({ is: "cannot", problem: { code: "files/unreadable" } });
  });

  it("stops at its limit, to the byte", async () => {
    const file = join(await newFolder(), "file");
    await writeFile(file, "12345");
    expect((await readWhole(file, 5)).is).toBe("value");
    expect(await readWhole(file, 4)).toMatchObject({
      is: "cannot",
      problem: { code: "files/tooLarge", facts: { size: 5, most: 4 } },
    });
  });

  it("says of text why it is none, and of JSON in which line it breaks", async () => {
    const file = join(await newFolder(), "file");
    const cannot = async (content: string | Uint8Array) => {
      await writeFile(file, content);
      const reading = await readJsonFile(file, 1_000_000);
      return reading.is === "cannot" ? [reading.problem.code, reading.problem.facts.line] : reading.is;
    };
    expect(await cannot(new Uint8Array([0xff, 0x00, 0x12]))).toEqual(["files/notText", undefined]);
    expect(await cannot('{\n "a": 1,\n "b": ')).toEqual(["files/badJson", 3]);
    expect(await cannot("")).toEqual(["files/badJson", 1]);
    expect(await cannot("{'a': 1}")).toEqual(["files/badJson", 1]);
    expect(await cannot("[".repeat(500_000))).toEqual(["files/badContent", undefined]);
    expect(await cannot(`["${"[".repeat(1000)}"]`)).toBe("value");
    await writeFile(file, Buffer.from("\ufeff{}", "utf16le"));
    expect(await readTextFile(file, 100)).toMatchObject({ is: "value", value: { text: "{}", encoding: "utf-16le" } });
  });
});

describe.skipIf(process.platform === "win32")("a link", () => {
  it("to a file that is still to come is an absent file; into a folder that is away nobody knows what it holds", async () => {
    const folder = await newFolder();
    const [coming, away] = [join(folder, "coming"), join(folder, "away")];
    await symlink("later.csv", coming);
    await symlink(join(folder, "drive", "styles.csv"), away);
    expect(await readWhole(coming, 100)).toEqual({ is: "absent" });
    expect(await readWhole(away, 100)).toMatchObject({
      is: "cannot",
      problem: { code: "files/unreadable", message: expect.stringContaining(`a link into ${join(folder, "drive")}`) },
    });
    await mkdir(join(folder, "drive"));
    expect(await readWhole(away, 100)).toEqual({ is: "absent" });
  });
});

describe("writing a file", () => {
  it("keeps a link and writes what it leads to, even what is still to come", async () => {
    const folder = await newFolder();
    await mkdir(join(folder, "elsewhere"));
    const [link, target] = [join(folder, "link.csv"), join(folder, "elsewhere", "real.csv")];
    await symlink(join("elsewhere", "real.csv"), link);
    for (const content of ["first", "second"]) {
      await writeBytes(link, bytes(content));
      expect(await readFile(target, "utf8")).toBe(content);
      expect(await readlink(link)).toBe(join("elsewhere", "real.csv"));
    }
    expect(await readdir(join(folder, "elsewhere"))).toEqual(["real.csv"]);
    await symlink("circle", join(folder, "circle"));
    await expect(writeBytes(join(folder, "circle"), bytes("x"))).rejects.toMatchObject({ code: "formats/unwritable" });
  });

  it.skipIf(process.platform === "win32")("leaves a file its permissions", async () => {
    const file = join(await newFolder(), "private.json");
    await writeFile(file, "{}");
    await chmod(file, 0o600);
    await writeBytes(file, bytes('{"a":1}'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("leaves what was there, and nothing else, when it fails", async () => {
    const folder = await newFolder();
    const file = join(folder, "file");
    await writeFile(file, "before");
    const failing = writeFileAtomically(file, async (append) => {
      await append(bytes("half"));
      throw new Error("power cut");
    });
    await expect(failing).rejects.toThrow("power cut");
    expect([await readFile(file, "utf8"), await readdir(folder)]).toEqual(["before", ["file"]]);
  });

  it("has room for the longest names there are", async () => {
    const folder = await newFolder();
    for (const name of ["猫".repeat(85), "x".repeat(255), "😀".repeat(63)]) {
      await writeBytes(join(folder, name), bytes("x"));
      expect(partNameOf(name).startsWith(partStartOf(join(folder, name)))).toBe(true);
    }
    expect(await readdir(folder)).toHaveLength(3);
  });
});

describe("what a killed process left", () => {
  const own = (pid: number, where = machine) => `.styles.csv.${where}-${pid}-0123456789ab.part`;
  const dead = 2 ** 30; // above what Linux gives out
  const day = 24 * 60 * 60 * 1000;

  it("is known by its name", () => {
    expect(parsePartName(partNameOf("/home/styles.csv"))).toEqual({ machine, pid: process.pid });
    expect(parsePartName(".styles.csv.0123456789ab.part")).toEqual({});
    for (const name of [
      "a.part",
      ".a.part",
      "x.csv.0123456789ab.part",
      ".0123456789ab.part",
      ".a.0123456789AB.part",
      ".a.0123456789ab.part.png",
    ])
      expect(parsePartName(name)).toBeUndefined();
  });

  it("goes at once where the process is gone, else after a day; nobody's file does", async () => {
    const folder = await newFolder();
    const below = join(folder, "a");
    await mkdir(join(below, "b"), { recursive: true });
    const other = machine === "000000" ? "111111" : "000000";
    const fresh = [
      own(process.pid),
      own(dead, other),
      ".old.0123456789ab.part",
      "user.part",
      ".user.part",
      "styles.csv",
    ];
    for (const name of [...fresh, own(dead)]) await writeFile(join(folder, name), "half");
    await writeFile(join(below, own(dead)), "half");
    await writeFile(join(below, "b", own(dead)), "too deep");
    await symlink(below, join(folder, "link"));
    expect(await sweepParts(folder, 1)).toBe(2);
    expect((await readdir(folder)).sort()).toEqual(["a", "link", ...fresh].sort());
    expect(await readdir(join(below, "b"))).toHaveLength(1);
    const before = new Date(Date.now() - 2 * day);
    for (const name of fresh) await utimes(join(folder, name), before, before);
    expect(await sweepParts(folder, 0)).toBe(3);
    expect((await readdir(folder)).sort()).toEqual([".user.part", "a", "link", "styles.csv", "user.part"]);
    expect(await sweepParts(join(folder, "none"), 1)).toBe(0);
  });
});

describe("a file beside a model", () => {
  it("counts where it really lies there, links of folders and of the model followed; no other link does", async () => {
    const folder = await newFolder();
    for (const name of ["models", "drive", "secret"]) await mkdir(join(folder, name));
    await writeFile(join(folder, "secret", "key"), "secret");
    await writeFile(join(folder, "drive", "big.safetensors"), "");
    await writeFile(join(folder, "drive", "big.json"), "card");
    await writeFile(join(folder, "models", "ink.safetensors"), "");
    await writeFile(join(folder, "models", "ink.txt"), "text");
    await symlink("ink.txt", join(folder, "models", "ink.description.txt"));
    await symlink(join(folder, "secret", "key"), join(folder, "models", "ink.json"));
    await symlink(join(folder, "drive", "big.safetensors"), join(folder, "models", "big.safetensors"));
    await symlink(join(folder, "drive", "big.json"), join(folder, "models", "big.json"));
    await symlink(join(folder, "secret", "key"), join(folder, "models", "big.txt"));
    await symlink(join(folder, "models"), join(folder, "linked"));

    for (const models of ["models", "linked"]) {
      const at = async (model: string, name: string) => {
        const reading = await readTextBeside(join(folder, models, model), name, 100);
        return reading.is === "cannot"
          ? reading.problem.code
          : reading.is === "value"
            ? reading.value.text
            : reading.is;
      };
      expect(await at("ink.safetensors", "ink.txt")).toBe("text");
      expect(await at("ink.safetensors", "ink.description.txt")).toBe("text");
      expect(await at("ink.safetensors", "ink.json")).toBe("files/linkedAway");
      expect(await at("ink.safetensors", "ink.civitai.info")).toBe("absent");
      expect(await at("big.safetensors", "big.json")).toBe("card");
      expect(await at("big.safetensors", "big.txt")).toBe("files/linkedAway");
    }
    expect(await findBeside(join(folder, "models", "ink.safetensors"), "../secret/key")).toMatchObject({
      is: "cannot",
    });
  });
});
