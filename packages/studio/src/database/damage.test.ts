import { copyFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type FakeClock, fakeClock } from "@danfang/domain/testing/fake-clock";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openStudio } from "../open-studio.ts";
import type { Studio } from "../studio.ts";
import { type Damage, damageLog, damageNamed, furtherDamages, leaveLog, sixteenDamages } from "../testing/damages.ts";
import { type Belongings, belongingsOf, copyHome, seedHome } from "../testing/seeded-home.ts";
import { schemaOf } from "./known-tables.ts";
import { migrations } from "./migrations.ts";
import { carried, madeAgain } from "./salvage/salvage.ts";

const folder = await temporaryFolder();
const seeded = join(folder, "seeded");
await seedHome(seeded);
let serial = 0;
/** For what goes on in the background of a busy machine, milliseconds. */
const timeout = 20_000;

const open: Studio[] = [];
async function openOn(home: string, clock: FakeClock = fakeClock()): Promise<Studio> {
  const studio = await openStudio({ home, clock, generate: greyPainter().generate });
  open.push(studio);
  return studio;
}
afterEach(async () => {
  for (const studio of open.splice(0)) await studio.close();
});
async function seededHome() {
  const home = join(folder, `home-${++serial}`);
  return { home, path: await copyHome(seeded, home) };
}

const whole: Belongings = await (async () => {
  const { home } = await seededHome();
  const studio = await openOn(home);
  await settled(studio);
  const belongings = await belongingsOf(studio);
  await studio.close();
  open.splice(0);
  return belongings;
})();

/** The job that a dead process left running has gone back into the queue. */
async function settled(studio: Studio): Promise<void> {
  await vi.waitFor(async () => expect(await studio.queue.list({ states: ["running"] })).toEqual([]), { timeout });
}

const noticeOf = (studio: Studio) => studio.notices.find(({ code }) => code === "database/setAside");

async function expectKept(studio: Studio, { keeps }: Pick<Damage, "keeps">): Promise<void> {
  await settled(studio);
  if (keeps === "everything")
    return void (await vi.waitFor(async () => expect(await belongingsOf(studio)).toEqual(whole), { timeout }));
  const { jobs, pictures } = await belongingsOf(studio);
  if (keeps === "nothing") return expect([jobs, pictures]).toEqual([[], []]);
  const { lostJobs = 0, lostPictures = 0 } = (noticeOf(studio)?.facts ?? {}) as {
    lostJobs?: number;
    lostPictures?: number;
  };
  const kept = whole.jobs.filter((job) => jobs.some((other) => other.id === job.id && !isUnreadable(other)));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length + lostJobs).toBeGreaterThanOrEqual(whole.jobs.length);
  expect(pictures.length + lostPictures).toBeGreaterThanOrEqual(whole.pictures.length);
}
const isUnreadable = ({ problem, notes = [] }: Belongings["jobs"][number]) =>
  [problem, ...notes].some((each) => each?.code === "queue/unreadable");

it("the home that is damaged has jobs in every state, favourites, a bin and a paused queue", () => {
  const states = new Set(whole.jobs.map(({ state }) => state));
  expect([...states].sort()).toEqual(["cancelled", "done", "failed", "queued"]);
  expect(whole.pictures.filter(({ favourite }) => favourite).length).toBeGreaterThan(10);
  expect(whole.pictures.filter(({ deletedAt }) => deletedAt).length).toBeGreaterThan(5);
  expect(whole).toMatchObject({ isPaused: true, found: expect.any(Number) });
});

it("each table of the newest version is carried into a new database, or made again", () => {
  const tables = [...schemaOf(migrations.length).tables.keys()].filter((name) => !/_search_/.test(name));
  expect([...carried, ...madeAgain].sort()).toEqual(tables.sort());
});

describe.each([...sixteenDamages, ...furtherDamages])("a database: $name", (damage) => {
  it("starts, says so, keeps what can be read and the damaged file, and goes on", async () => {
    const { home, path } = await seededHome();
    damage.apply(path);
    const clock = fakeClock();
    const studio = await openOn(home, clock);
    if (damage.told === "start") expect(noticeOf(studio)).toBeDefined();
    else expect(noticeOf(studio)).toBeUndefined();
    clock.advance(4000);
    if (damage.told === "background") await vi.waitFor(() => expect(noticeOf(studio)).toBeDefined(), { timeout });
    await expectKept(studio, damage);
    const aside = (await readdir(home)).filter((name) => name.includes("broken"));
    if (damage.told !== "never") expect(aside.length).toBeGreaterThan(0);
    expect((await readdir(home)).filter((name) => /part$|journal$/.test(name))).toEqual([]);
    expect((await studio.models.list()).length).toBeGreaterThan(0);
    await studio.queue.resume();
    const { id } = await studio.queue.submit({ request: whole.jobs[0]!.request, priority: 100 });
    expect((await studio.queue.wait(id)).state).toBe("done");
  });
});

describe("a damaged file", () => {
  it("is kept as it is, byte for byte", async () => {
    const { home, path } = await seededHome();
    damageNamed("a page of owners").apply(path);
    const before = await readFile(path);
    const studio = await openOn(home);
    const kept = String(noticeOf(studio)?.facts?.keptAs);
    expect(await readFile(kept)).toEqual(before);
  });

  it("is met while the studio runs: the request that met it is answered, and it is said", async () => {
    const { home, path } = await seededHome();
    const studio = await openOn(home);
    await settled(studio);
    damageNamed("a page of the search").apply(path);
    expect(
      (await studio.gallery.page({ deleted: false, offset: 0, limit: 10, text: "castle" })).pictures,
    ).toBeDefined();
    expect(noticeOf(studio)).toBeDefined();
    await vi.waitFor(async () => expect(await belongingsOf(studio)).toEqual(whole), { timeout });
  });
});

describe("a log", () => {
  const queued = whole.jobs.filter((job) => job.state === "queued");

  it("of a killed process is read to its end", async () => {
    const { home, path } = await seededHome();
    const [first] = queued;
    leaveLog(path, (database) => database.prepare("UPDATE jobs SET state = 'cancelled' WHERE id = ?").run(first!.id));
    const studio = await openOn(home);
    expect(studio.notices).toEqual([]);
    expect(await studio.queue.get(first!.id)).toMatchObject({ state: "cancelled" });
  });

  it("that is damaged in the middle loses none of what was saved after the damage", async () => {
    const { home, path } = await seededHome();
    leaveLog(path, (database) => {
      const change = database.prepare("UPDATE jobs SET priority = 7 WHERE id = ?");
      for (const { id } of queued) change.run(id);
      database.exec("INSERT INTO picture_folders VALUES ('/late')");
    });
    damageLog(path);
    const studio = await openOn(home);
    expect(noticeOf(studio)).toBeDefined();
    await settled(studio);
    expect((await studio.queue.list()).length).toBe(whole.jobs.length);
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare("SELECT count(*) AS n FROM picture_folders WHERE path = '/late'").get()).toMatchObject({
      n: 1,
    });
    database.close();
  });

  it.each(["gone", "empty"])("holds everything where the file itself is %s", async (how) => {
    const { home, path } = await seededHome();
    leaveLog(path, (database) => database.exec("VACUUM"));
    await rm(path);
    if (how === "empty") await writeFile(path, "");
    const studio = await openOn(home);
    expect(noticeOf(studio)).toBeDefined();
    await expectKept(studio, { keeps: "everything" });
  });

  it("of another database, left by chance, changes nothing", async () => {
    const other = join(folder, `home-${++serial}`);
    await seedHome(other, 7);
    const { home, path } = await seededHome();
    const stranger = join(other, "danfang.sqlite");
    leaveLog(stranger, (database) =>
      database.exec("UPDATE jobs SET priority = priority + 1; UPDATE pictures SET favourite = 1"),
    );
    await copyFile(`${stranger}-wal`, `${path}-wal`);
    const studio = await openOn(home);
    expect(noticeOf(studio)).toBeDefined();
    await expectKept(studio, { keeps: "everything" });
  });
});
