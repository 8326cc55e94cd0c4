import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Problem, Settings } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { openTroubles } from "../health/troubles.ts";
import { openSettings } from "./settings-store.ts";

const folder = await temporaryFolder();
let serial = 0;

async function openWith(text?: string) {
  const file = join(folder, `${++serial}`, "config.json");
  await mkdir(join(file, ".."));
  if (text !== undefined) await writeFile(file, text);
  const told: Settings[] = [];
  const problems: Problem[] = [];
  const troubles = openTroubles(fakeClock(), () => undefined);
  const settings = openSettings({
    file,
    troubles,
    onChange: (now) => told.push(now),
    onProblem: (problem) => problems.push(problem),
  });
  return { file, settings, told, problems, troubles };
}

describe("settings", () => {
  it("have their defaults without a file, and make none by being read", async () => {
    const { file, settings } = await openWith();
    expect(await settings.get()).toEqual(Settings.parse({}));
    await expect(stat(file)).rejects.toThrow();
  });

  it("change what is named, deep inside too, and keep the rest and keys of later versions", async () => {
    const { file, settings, told } = await openWith(
      '{"language":"zh","engine":{"threads":3,"turbo":9},"later":{"a":1}}',
    );
    const now = await settings.patch({ engine: { backend: "cpu" }, colourScheme: "dark" });
    expect(now).toMatchObject({ language: "zh", colourScheme: "dark", engine: { threads: 3, backend: "cpu" } });
    expect(told).toEqual([now]);
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
      language: "zh",
      colourScheme: "dark",
      engine: { threads: 3, turbo: 9, backend: "cpu" },
      later: { a: 1 },
    });
  });

  it("go back to a default by null", async () => {
    const { settings } = await openWith('{"defaults":{"checkpoint":"ink","steps":31}}');
    expect((await settings.patch({ defaults: { checkpoint: null, steps: null } })).defaults).toEqual(
      Settings.parse({}).defaults,
    );
  });

  it("refuse what is wrong, naming it, and stay as they were", async () => {
    const { file, settings, told } = await openWith('{"language":"en"}');
    const wrong = settings.patch({ engine: { threads: -4 }, language: "zh" });
    await expect(wrong).rejects.toMatchObject({ code: "settings/bad", facts: { issues: [/engine\.threads/] } });
    expect((await settings.get()).language).toBe("en");
    expect(await readFile(file, "utf8")).toBe('{"language":"en"}');
    expect(told).toEqual([]);
  });

  it.each(["{ broken", "[1, 2]", "", '"text"'])("set a file aside that holds %j, and have defaults", async (text) => {
    const { file, settings, problems } = await openWith(text);
    expect(await settings.get()).toEqual(Settings.parse({}));
    expect(problems).toMatchObject([{ code: "settings/setAside" }]);
    expect(await readFile(`${file}.broken`, "utf8")).toBe(text);
    await settings.patch({ language: "zh" });
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ language: "zh" });
    expect(problems).toHaveLength(1);
  });

  it("lose only the setting that is wrong", async () => {
    const { file, settings, problems } = await openWith(
      '{"language":"klingon","engine":{"threads":"many","backend":"cpu"}}',
    );
    expect(await settings.get()).toMatchObject({ language: "auto", engine: { threads: 0, backend: "cpu" } });
    expect(problems).toHaveLength(1);
    expect(await readFile(`${file}.broken`, "utf8")).toContain("klingon");
    expect((await settings.patch({ language: "en" })).engine.backend).toBe("cpu");
  });

  it("hear of an edit by hand", async () => {
    const { file, settings, told } = await openWith('{"language":"en"}');
    await settings.get();
    await writeFile(file, '{"language":"zh", "colourScheme":"light"}');
    expect((await settings.get()).language).toBe("zh");
    expect(told).toHaveLength(1);
  });

  it("keep all changes that are made at once", async () => {
    const { settings } = await openWith();
    await Promise.all([
      settings.patch({ language: "zh" }),
      settings.patch({ colourScheme: "dark" }),
      settings.patch({ modelRoots: ["models"] }),
    ]);
    expect(await settings.get()).toMatchObject({ language: "zh", colourScheme: "dark", modelRoots: ["models"] });
  });

  it("never take a prototype from a file", async () => {
    const { settings } = await openWith();
    await settings.patch(JSON.parse('{"__proto__":{"polluted":true},"engine":{"__proto__":{"polluted":true}}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("settings that cannot be read", () => {
  it.each([
    ["files/notText", Buffer.from('{"modelRoots":["D:\\\\Modèles"]}', "latin1")],
    ["files/tooLarge", Buffer.alloc(2 * 1024 * 1024, " ")],
  ])("are as they were last, are said once, and are not written over: %s", async (code, content) => {
    const { file, settings, troubles, problems } = await openWith('{"language":"zh"}');
    await settings.get();
    await writeFile(file, content);
    for (const _ of [1, 2]) expect((await settings.get()).language).toBe("zh");
    expect(troubles.now).toMatchObject([{ key: file, problem: { code } }]);
    await expect(settings.patch({ colourScheme: "dark" })).rejects.toMatchObject({ code });
    expect(Buffer.compare(await readFile(file), content)).toBe(0);
    expect(problems).toEqual([]);
    await writeFile(file, '{"language":"en"}');
    expect((await settings.get()).language).toBe("en");
    expect(troubles.now).toEqual([]);
  });

  it("have their defaults at a start", async () => {
    const { settings, troubles } = await openWith("[".repeat(2 * 1024 * 1024));
    expect(await settings.get()).toEqual(Settings.parse({}));
    expect(troubles.now).toHaveLength(1);
  });

  it("in the encoding of Chinese Windows are read, and kept beside", async () => {
    const { file, settings } = await openWith('{"modelRoots":["D:/模型"]}');
    // Made by Python: '{"modelRoots":["D:/模型"]}'.encode("gb18030")
    const bytes = Buffer.from("7b226d6f64656c526f6f7473223a5b22443a2fc4a3d0cd225d7d", "hex");
    await writeFile(file, bytes);
    expect((await settings.patch({ language: "zh" })).modelRoots).toEqual(["D:/模型"]);
    expect(Buffer.compare(await readFile(`${file}.gb18030.bak`), bytes)).toBe(0);
  });

  it("are not written beyond what is read again", async () => {
    const { file, settings } = await openWith('{"language":"zh"}');
    const refused = settings.patch({ modelRoots: Array(1000).fill("x".repeat(2000)) });
    await expect(refused).rejects.toMatchObject({ code: "files/wouldBeTooLarge" });
    expect(await readFile(file, "utf8")).toBe('{"language":"zh"}');
  });

  it("are each kept, however often they broke", async () => {
    const { file, settings } = await openWith("{ first");
    await settings.patch({ language: "zh" });
    await writeFile(file, "{ second");
    await settings.patch({ language: "en" });
    expect(await readFile(`${file}.broken`, "utf8")).toBe("{ first");
    expect(await readFile(`${file}.broken-2`, "utf8")).toBe("{ second");
  });
});
