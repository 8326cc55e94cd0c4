import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { problemOf } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openStudio } from "../open-studio.ts";
import type { Studio } from "../studio.ts";

const folder = await temporaryFolder();
let serial = 0;
/** For what goes on in the background of a busy machine, milliseconds. */
const patience = 20_000;
const open: Studio[] = [];
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});

async function openNew(modelRoots: readonly string[] = [], chosen: readonly string[] = []) {
  const home = join(folder, `home-${++serial}`);
  await mkdir(home);
  if (chosen.length > 0) await writeFile(join(home, "config.json"), JSON.stringify({ modelRoots: chosen }));
  const clock = fakeClock();
  const studio = await openStudio({ home, clock, modelRoots, generate: greyPainter().generate });
  open.push(studio);
  const row = async (path: string) => (await studio.modelFolders.list()).find((one) => one.path === path);
  return { studio, clock, row };
}

/** An installation with two LoRAs, and a checkpoint that cannot be read. */
async function plantWebui(): Promise<string> {
  const root = join(folder, `webui ${++serial}`);
  for (const file of ["Lora/a.safetensors", "Lora/b.safetensors", "Stable-diffusion/c.safetensors"]) {
    await mkdir(join(root, "models", file, ".."), { recursive: true });
    await writeFile(join(root, "models", file), file);
  }
  return root;
}
/** The LoRAs that are listed, without the starter's. */
const lorasOf = async ({ models }: Studio) =>
  (await models.list("lora")).filter(({ isStarter }) => !isStarter).map(({ stem }) => stem);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "taken",
    (error) => problemOf(error).code,
  );

describe("a folder of models", () => {
  it("is told before it is added: its path as it will be kept, and what it brings", async () => {
    const { studio } = await openNew();
    const root = await plantWebui();
    expect(await studio.modelFolders.check(`  “${root}/” `)).toEqual({
      path: root,
      layout: "webui",
      counts: { checkpoint: 1, lora: 2 },
      warnings: [],
    });
    const { warnings } = await studio.modelFolders.check(join(root, "models"));
    expect(warnings).toEqual([]);
    await studio.settings.patch({ modelRoots: [root] });
    const inside = await studio.modelFolders.check(join(root, "models"));
    expect(inside.warnings).toMatchObject([{ code: "library/folderInside", facts: { root } }]);
  });

  it("is kept trimmed, and its models are listed without anybody asking", async () => {
    const { studio, row } = await openNew();
    const root = await plantWebui();
    await studio.models.list();
    await studio.settings.patch({ modelRoots: [`"${root}/"`] });
    expect((await studio.settings.get()).modelRoots).toEqual([root]);
    await vi.waitFor(async () => expect(await lorasOf(studio)).toEqual(["a", "b"]));
    expect(await row(root)).toMatchObject({ state: "ready", from: "settings", counts: { checkpoint: 1, lora: 2 } });
    await studio.settings.patch({ modelRoots: [] });
    await vi.waitFor(async () => expect(await lorasOf(studio)).toEqual([]));
  });

  it.each([
    ["library/folderMissing", "/nonexistent"],
    ["library/folderForeign", "C:\\sd-webui"],
    ["library/folderIsFile", process.execPath],
    ["library/folderRelative", "models"],
  ])("that nothing can be read from is not saved: %s", async (code, text) => {
    const { studio } = await openNew();
    const root = await plantWebui();
    expect(await refusal(studio.settings.patch({ modelRoots: [root, text] }))).toBe(code);
    expect(await refusal(studio.modelFolders.check(text))).toBe(code);
    expect((await studio.settings.get()).modelRoots).toEqual([]);
  });

  it("is not saved twice, by whatever name", async () => {
    const { studio } = await openNew();
    const root = await plantWebui();
    await studio.settings.patch({ modelRoots: [root] });
    expect(await refusal(studio.settings.patch({ modelRoots: [root, `${root}/`] }))).toBe("library/folderKnown");
    expect(await refusal(studio.settings.patch({ modelRoots: [root, join(studio.home, "models")] }))).toBe(
      "library/folderKnown",
    );
  });

  it("that was saved and vanished stays, and forbids no other change", async () => {
    const gone = join(folder, "unplugged");
    const { studio, row } = await openNew([], [gone, "C:\\sd-webui"]);
    const root = await plantWebui();
    await studio.settings.patch({ language: "zh" });
    await studio.settings.patch({ modelRoots: [gone, "C:\\sd-webui", root] });
    expect((await studio.settings.get()).modelRoots).toEqual([gone, "C:\\sd-webui", root]);
    expect(await row(gone)).toMatchObject({ state: "unusable", problems: [{ code: "library/folderMissing" }] });
    expect(await row("C:\\sd-webui")).toMatchObject({ problems: [{ code: "library/folderForeign" }] });
  });

  it("shows that it vanished and that it came back, and so do its models", async () => {
    const root = await plantWebui();
    const { studio, clock, row } = await openNew([], [root]);
    const stems = () => lorasOf(studio);
    await vi.waitFor(async () => expect(await stems()).toEqual(["a", "b"]));
    await rename(root, `${root} away`);
    await vi.waitFor(async () => {
      clock.advance(5_000);
      expect(await stems()).toEqual([]);
    }, patience);
    expect(studio.troubles.now).toMatchObject([{ problem: { code: "models/folderGone", facts: { folder: root } } }]);
    expect(await row(root)).toMatchObject({ state: "unusable", counts: {} });
    await rename(`${root} away`, root);
    await vi.waitFor(async () => {
      clock.advance(5_000);
      expect(await stems()).toEqual(["a", "b"]);
    }, patience);
    expect(studio.troubles.now).toEqual([]);
    expect(await row(root)).toMatchObject({ state: "ready", counts: { lora: 2 } });
  });

  it("of the command line that is not there, or gives nothing, is told", async () => {
    const bare = join(folder, `bare-${++serial}`);
    await mkdir(bare);
    const { studio } = await openNew(["/nonexistent", bare]);
    const codes = () => studio.troubles.now.map(({ problem }) => problem.code);
    await studio.modelFolders.listFirst();
    await vi.waitFor(() => expect(codes().sort()).toEqual(["library/folderWithoutModels", "models/folderGone"]));
    await writeFile(join(bare, "x.safetensors"), "x");
    await studio.modelFolders.listAnew();
    expect(codes()).toEqual(["models/folderGone"]);
  });
});
