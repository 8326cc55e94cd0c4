import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { PictureQuery } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openStudio } from "../open-studio.ts";
import type { Studio } from "../studio.ts";
import { damageNamed } from "../testing/damages.ts";
import { migrations } from "./migrations.ts";

const folder = await temporaryFolder();
const goldens = new URL("../../goldens/databases/", import.meta.url);
let serial = 0;
const open: Studio[] = [];
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});

async function openVersion(version: number, damage: (path: string) => void = () => undefined): Promise<Studio> {
  const home = join(folder, `home-${++serial}`);
  await mkdir(home);
  const path = join(home, "danfang.sqlite");
  await writeFile(path, gunzipSync(await readFile(new URL(`${version}.sqlite.gz`, goldens))));
  damage(path);
  const studio = await openStudio({ home, clock: fakeClock(), generate: greyPainter().generate });
  open.push(studio);
  return studio;
}

async function expectEverything(studio: Studio, version: number): Promise<void> {
  const { queue, gallery } = studio;
  await vi.waitFor(async () => expect(await queue.list({ states: ["running"] })).toEqual([]), { timeout: 20_000 });
  const jobs = new Map((await queue.list()).map((job) => [job.id, job]));
  expect([...jobs.values()].map(({ id, state }) => `${id} is ${state}`).sort()).toEqual([
    "job-cancelled is cancelled",
    "job-done is done",
    "job-failed is failed",
    "job-queued is queued",
    "job-running is queued", // the process that had it is gone
  ]);
  expect(jobs.get("job-done")).toMatchObject({
    pictures: ["sheet", "cell", "plain"],
    request: { prompt: "done 水墨 castle", hires: { scale: 2, upscaler: "Latent" } },
    ...(version >= 4 ? { notes: [{ code: "workbench/networkMissing" }] } : {}),
  });
  expect(jobs.get("job-done")?.problem).toBeUndefined();
  expect(jobs.get("job-failed")).toMatchObject({ problem: { code: "engine/badSize", facts: { width: 7 } } });
  expect(await queue.status()).toMatchObject({ paused: true });
  const idsOf = async (query: object) => (await gallery.page(PictureQuery.parse(query))).pictures.map(({ id }) => id);
  expect(await idsOf({})).toEqual(["favourite", "plain", "sheet", "cell"]);
  expect(await idsOf({ favourite: "true" })).toEqual(["favourite"]);
  expect(await idsOf({ deleted: "true" })).toEqual(["binned"]);
  if (version >= 3) expect(await idsOf({ stacked: "true" })).toEqual(["favourite", "plain", "sheet"]);
  await vi.waitFor(async () => expect(await idsOf({ text: "castle" })).toHaveLength(4), { timeout: 20_000 });
  const plain = await gallery.get("plain");
  expect(plain).toMatchObject({ recipe: { prompt: "plain castle", seed: 44 }, width: 512, sizeBytes: 400_002 });
  if (version >= 6) expect(plain).toMatchObject({ notes: [{ code: "a/b" }] });
}

describe.each(migrations.map((_, i) => i + 1))("a database of version %s", (version) => {
  it("opens with everything in it", async () => {
    const studio = await openVersion(version);
    expect(studio.notices).toEqual([]);
    await expectEverything(studio, version);
  });

  it.each(["a broken header", "the first page written over", "a page of owners"])(
    "opens with everything in it after damage: %s",
    async (damage) => {
      const studio = await openVersion(version, damageNamed(damage).apply);
      expect(studio.notices).toMatchObject([{ code: "database/setAside", facts: { jobs: 5, pictures: 5 } }]);
      await expectEverything(studio, version);
    },
  );
});
