import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { describe, expect, it } from "vitest";
import { openStudio } from "./open-studio.ts";
import { everything, order, testStudios } from "./testing/test-studios.ts";

const { folder, newHome, open, openWith } = await testStudios();

describe("opening", () => {
  it("sets a damaged database aside, says so, and shows the pictures that are on the disk", async () => {
    const home = newHome();
    const first = await openStudio({ home, generate: greyPainter().generate });
    await first.queue.wait((await first.queue.submit(order())).id);
    await first.close();
    await writeFile(join(home, "danfang.sqlite"), "this is no database, it is a letter to a friend".repeat(100));
    const studio = await openWith({ home, generate: greyPainter().generate });
    expect(studio.notices).toMatchObject([{ code: "database/setAside" }]);
    expect((await readdir(home)).filter((name) => name.includes("sqlite.broken"))).toHaveLength(1);
    await studio.gallery.importFolder(join(home, "outputs"));
    expect((await studio.gallery.page(everything)).pictures).toMatchObject([
      { recipe: { prompt: "red apple", seed: 40 } },
    ]);
  });

  it("refuses a database of a later Danfang and leaves it as it is", async () => {
    const home = newHome();
    await (await openStudio({ home })).close();
    const file = join(home, "danfang.sqlite");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    const before = await readFile(file);
    await expect(openStudio({ home })).rejects.toMatchObject({ code: "database/tooNew", facts: { version: 99 } });
    expect(await readFile(file)).toEqual(before);
  });

  it("starts no engine, and goes on when settings name a backend that is not there", async () => {
    const home = newHome();
    const studio = await openWith({ home });
    await studio.settings.patch({ engine: { backend: "abacus" } });
    await studio.close();
    open.splice(0);
    const again = await openWith({ home });
    expect(again.notices).toMatchObject([{ code: "engine/unknownBackend" }]);
    expect(await again.engineStats()).toBeUndefined();
  });

  it("searches the folders that settings name for models", async () => {
    const studio = await openWith({ home: newHome() });
    const kinds = (await studio.models.list()).map(({ kind, isStarter }) => [kind, isStarter]);
    expect(kinds).toContainEqual(["checkpoint", true]);
    const root = join(folder, "elsewhere");
    await mkdir(join(root, "models/Lora"), { recursive: true });
    await writeFile(join(root, "models/Lora/broken.safetensors"), "no header");
    await studio.settings.patch({ modelRoots: [root] });
    await studio.models.refresh();
    const [found] = (await studio.models.list()).filter(({ stem }) => stem === "broken");
    expect(found).toMatchObject({
      kind: "lora",
      isStarter: false,
      problem: { code: expect.stringMatching(/^formats\//) },
    });
  });
});
