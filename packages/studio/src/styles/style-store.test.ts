import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { openTroubles } from "../health/troubles.ts";
import { openStyles } from "./style-store.ts";

const folder = await temporaryFolder();
let serial = 0;
const film = { name: "film", prompt: "film look", negativePrompt: "digital" };
const bokeh = { name: "bokeh, soft", prompt: 'photo of {prompt}, "bokeh"', negativePrompt: "" };

async function openNew(adopted: Readonly<Record<string, string>> = {}) {
  const home = join(folder, `home-${++serial}`);
  const roots: string[] = [];
  for (const [root, csv] of Object.entries(adopted)) {
    const path = join(folder, String(serial), root);
    await mkdir(path, { recursive: true });
    await writeFile(join(/models$/.test(path) ? join(path, "..") : path, "styles.csv"), csv);
    roots.push(path);
  }
  return { home, styles: openStyles({ home, roots: async () => roots }) };
}

describe("styles", () => {
  it("are kept in the WebUI's file, in order, and survive", async () => {
    const { home, styles } = await openNew();
    expect(await styles.list()).toEqual([]);
    await styles.add(film);
    await styles.add(bokeh);
    expect(await readFile(join(home, "styles.csv"), "utf8")).toBe(
      `\ufeffname,prompt,negative_prompt\r\nfilm,film look,digital\r\n"bokeh, soft","photo of {prompt}, ""bokeh""",\r\n`,
    );
    const again = openStyles({ home, roots: async () => [] });
    expect(await again.list()).toMatchObject([film, bokeh]);
  });

  it("of adopted installations come after one's own, which win; those files are never written", async () => {
    const csv = "name,prompt,negative_prompt\nfilm,theirs,\nink,ink wash,colour\n";
    const { home, styles } = await openNew({ "webui/models": csv });
    await styles.add(film);
    const file = join(folder, String(serial), "webui", "styles.csv");
    expect(await styles.list()).toEqual([
      { ...film, isOwn: true, file: join(home, "styles.csv") },
      { name: "ink", prompt: "ink wash", negativePrompt: "colour", isOwn: false, file },
    ]);
    await expect(styles.remove("ink")).rejects.toMatchObject({ code: "styles/notOurs" });
    await styles.change("ink", { name: "ink", prompt: "ink on silk", negativePrompt: "" });
    expect((await styles.list()).map(({ name, prompt, isOwn }) => [name, prompt, isOwn])).toEqual([
      ["film", "film look", true],
      ["ink", "ink on silk", true],
    ]);
    expect(await readFile(file, "utf8")).toBe(csv);
  });

  it("change and go where they stand; the file before stays beside", async () => {
    const { home, styles } = await openNew();
    await styles.add(film);
    await styles.add(bokeh);
    const before = await readFile(join(home, "styles.csv"), "utf8");
    await styles.change("film", { ...film, name: "cinema" });
    expect(await readFile(join(home, "styles.csv.bak"), "utf8")).toBe(before);
    expect((await styles.list()).map(({ name }) => name)).toEqual(["cinema", "bokeh, soft"]);
    await styles.remove("cinema");
    expect((await styles.list()).map(({ name }) => name)).toEqual(["bokeh, soft"]);
  });

  it("all arrive when they are saved at the same time", async () => {
    const { styles } = await openNew();
    await Promise.all(["a", "b", "c", "d"].map((name) => styles.add({ ...film, name })));
    expect((await styles.list()).map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });

  it.each(["", "  ", "#film", "fi\nlm", " film"])("are not called %j", async (name) => {
    const { styles } = await openNew();
    await expect(styles.add({ ...film, name })).rejects.toMatchObject({ code: "styles/badName" });
  });

  it("have one name each", async () => {
    const { styles } = await openNew();
    await styles.add(film);
    await styles.add(bokeh);
    await expect(styles.add(film)).rejects.toMatchObject({ code: "styles/exists" });
    await expect(styles.change("film", bokeh)).rejects.toMatchObject({ code: "styles/exists" });
    await expect(styles.change("nobody", film)).rejects.toMatchObject({ code: "styles/notFound" });
    await expect(styles.remove("nobody")).rejects.toMatchObject({ code: "styles/notFound" });
  });
});

/** As Excel on a Chinese Windows saves it, made by Python: `text.encode("gb18030")`. */
const gb18030 = Buffer.from(
  "6e616d652c70726f6d70742c6e656761746976655f70726f6d70740d0abdbac6ac2cbdbac6acd6cab8d0a3acbfc5c1a32ccafdc2eb0d0a",
  "hex",
);
const utf16 = Buffer.from("\ufeffname\tprompt\tnegative_prompt\r\n胶片\t胶片质感，颗粒\t数码\r\n", "utf16le");
const chinese = { name: "胶片", prompt: "胶片质感，颗粒", negativePrompt: "数码" };

async function homeWith(content: string | Uint8Array) {
  const home = join(folder, `home-${++serial}`);
  await mkdir(home);
  const file = join(home, "styles.csv");
  await writeFile(file, content);
  const troubles = openTroubles(fakeClock(), () => undefined);
  return { home, file, troubles, styles: openStyles({ home, troubles, roots: async () => [] }) };
}

describe("a file of styles that is there", () => {
  it.each([
    ["gb18030", gb18030],
    ["utf-16le", utf16],
  ])("in %s is read, becomes UTF-8 when it is saved, and its bytes stay beside for good", async (encoding, bytes) => {
    const { file, styles } = await homeWith(bytes);
    expect(await styles.list()).toMatchObject([chinese]);
    await styles.add(film);
    await styles.add(bokeh);
    expect(await styles.list()).toMatchObject([chinese, film, bokeh]);
    expect((await readFile(file)).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(Buffer.compare(await readFile(`${file}.${encoding}.bak`), bytes)).toBe(0);
  });

  it("keeps everything that is no style: comments, other columns, rows without a name", async () => {
    const { file, styles } = await homeWith("id;name;prompt;note\n7;film;film look;mine\n;# group;;\n9;;nameless;x\n");
    await styles.add(bokeh);
    await styles.change("film", { ...film, name: "cinema" });
    expect(await readFile(file, "utf8")).toBe(
      [
        "\ufeffid,name,prompt,note,negative_prompt",
        "7,cinema,film look,mine,digital",
        ",# group,,",
        "9,,nameless,x",
        ',"bokeh, soft","photo of {prompt}, ""bokeh"""',
        "",
      ].join("\r\n"),
    );
  });

  it.each([
    ["files/notText", Buffer.from("name,prompt\ncafé,crème brûlée\n", "latin1")],
    ["files/tooLarge", Buffer.alloc(9 * 1024 * 1024, "name,prompt\n")],
    ["styles/nameless", "film look, 35mm\nsoft light\n"],
    ["styles/openQuote", 'name,prompt\nfilm,"film look\nink,ink wash\n'],
  ])("and cannot be understood is left alone and said, once, until it can: %s", async (code, content) => {
    const { home, file, styles, troubles } = await homeWith(content);
    const again = openStyles({ home, roots: async () => [] });
    await expect(styles.add(bokeh)).rejects.toMatchObject({ code });
    await expect(again.add(bokeh)).rejects.toMatchObject({ code });
    if (code === "styles/openQuote") await expect(styles.remove("film")).rejects.toMatchObject({ code });
    expect((await styles.look()).problems).toMatchObject([{ code, facts: { file } }]);
    expect(troubles.now).toMatchObject([{ key: file, problem: { code } }]);
    expect(Buffer.compare(await readFile(file), Buffer.from(content))).toBe(0);
    await writeFile(file, "name,prompt\n");
    await styles.add(bokeh);
    expect(await styles.list()).toMatchObject([bokeh]);
    expect(troubles.now).toEqual([]);
  });

  it("never grows beyond what is read again", async () => {
    const { file, styles } = await homeWith("name,prompt\n");
    const large = (name: string) => ({ name, prompt: "猫".repeat(1_000_000), negativePrompt: "" });
    await styles.add(large("a"));
    await styles.add(large("b"));
    const before = await readFile(file);
    await expect(styles.add(large("c"))).rejects.toMatchObject({ code: "files/wouldBeTooLarge" });
    expect(Buffer.compare(await readFile(file), before)).toBe(0);
    expect((await styles.list()).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it.each(["half \ud83d of one", "\u0000", "a\u0000b"])(
    "takes no text that would not come back: %j",
    async (prompt) => {
      const { file, styles } = await homeWith("name,prompt\nfilm,film look\n");
      await expect(styles.add({ ...bokeh, prompt })).rejects.toMatchObject({ code: "files/unkeepable" });
      expect(await readFile(file, "utf8")).toBe("name,prompt\nfilm,film look\n");
    },
  );
});
