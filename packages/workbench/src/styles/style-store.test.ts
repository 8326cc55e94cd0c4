import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
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
