import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { GenerationRequest, Job, Picture, type Problem } from "@danfang/domain";
import { fakeClock } from "@danfang/domain/testing/fake-clock";
import { openHashes } from "@danfang/library";
import { starterRoot } from "@danfang/workbench";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { keptCells } from "../gallery/kept-cells.ts";
import { openGallery } from "../gallery/sqlite-gallery.ts";
import { openModelPreviews } from "../models/model-previews.ts";
import { openModels } from "../models/open-models.ts";
import { settlePromises } from "../outputs/pending-pictures.ts";
import { openSqliteQueue } from "../queue/sqlite-queue.ts";
import { copyHome, seedHome } from "../testing/seeded-home.ts";
import { schemaOf } from "./known-tables.ts";
import { migrations } from "./migrations.ts";
import { openDatabase } from "./open-database.ts";

const folder = await temporaryFolder();
const seeded = join(folder, "seeded");
await seedHome(seeded, 24);
let serial = 0;

/** What no reader expects, text and numbers; each goes into a row of its own. */
const hostile: Readonly<Record<string, readonly SQLInputValue[]>> = {
  TEXT: [
    "",
    "{",
    "nope",
    "null",
    "true",
    "42",
    '"text"',
    "[]",
    "[null]",
    "[{}]",
    "[[[[]]]]",
    "{}",
    "\u0000",
    "1e999",
    '{"prompt":5}',
    '{"prompt":"x","steps":-1}',
    '{"prompt":"x","init":{"image":7}}',
    '{"__proto__":{"a":1}}',

    '{"code":1}',
    '[{"code":"a"}]',
    '{"prompt":"kept","seed":"nine","sampler":null}',
    "\ud800",
    "x".repeat(100_000),
  ],
  INTEGER: [
    0,
    1,
    -1,
    7,
    2n ** 31n,
    2n ** 53n - 1n,
    2n ** 53n,
    2n ** 53n + 1n,
    2n ** 63n - 1n,
    -(2n ** 53n),
    -(2n ** 63n),
  ],
  REAL: [0, -1, 1e300, -1e300, Number.POSITIVE_INFINITY],
};

/** Columns by which rows are told apart: something else in them is another row. */
const identities = new Set(["jobs.id", "pictures.id", "pictures.number", "pictures.path"]);
const tables = [
  "jobs",
  "flags",
  "owners",
  "pictures",
  "picture_details",
  "picture_notes",
  "pending_pictures",
  "models",
];
const columns = tables.flatMap((table) =>
  (schemaOf(migrations.length).tables.get(table) ?? [])
    .filter(({ name, isRowid }) => !isRowid && !identities.has(`${table}.${name}`))
    .map(({ name, type, isRequired }) => ({ title: `${table}.${name}`, table, name, type, isRequired })),
);

/** Puts hostile values into one column of as many rows. Gives the ids of the rows where the table has ids. */
function spoil(path: string, { table, name, type, isRequired }: (typeof columns)[number]): Set<unknown> {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  const rows = database.prepare(`SELECT rowid AS n, * FROM ${table} ORDER BY rowid DESC`).all();
  const values = [...(hostile[type] ?? []), ...(isRequired ? [] : [null])];
  const set = database.prepare(`UPDATE OR IGNORE ${table} SET ${name} = ? WHERE rowid = ?`);
  const spoilt = rows.slice(0, values.length);
  for (const [i, row] of spoilt.entries()) set.run(values[i]!, row.n!);
  database.close();
  return new Set(spoilt.map((row) => row.id ?? row.n));
}

async function openOn(path: string, home: string) {
  const clock = fakeClock();
  const troubles: string[] = [];
  const listening = { begin: ({ message }: Problem) => troubles.push(message), over: () => undefined };
  const { database, problem } = openDatabase(path);
  const queue = openSqliteQueue({
    database,
    clock,
    troubles: listening,
    onJob: (job) => Job.parse(job),
    onStatus: () => undefined,
  });
  const gallery = openGallery({ database, home, clock, onPicture: (picture) => Picture.parse(picture) });
  const models = openModels({
    database,
    hashes: openHashes(join(home, "hashes.json")),
    troubles: listening,
    previews: openModelPreviews({ home, cache: join(home, "cache") }),
    roots: async () => [starterRoot],
    onChange: () => undefined,
  });
  return { database, problem, queue, gallery, models, clock, troubles };
}

/** A home with a row in each table. */
async function newHome() {
  const home = join(folder, `home-${++serial}`);
  const path = await copyHome(seeded, home);
  const database = new DatabaseSync(path);
  database.exec(`
    INSERT INTO owners VALUES ('painter', 'token', 'elsewhere', 7, 'then', 0);
    INSERT INTO picture_notes SELECT number, '[]' FROM pictures;
    INSERT INTO pending_pictures SELECT id || 'p', path || 'p', job_id, 0,
      json_object('id', id || 'p', 'path', path || 'p', 'width', 1, 'height', 1, 'sizeBytes', 1, 'modifiedAt', 1,
        'createdAt', 1, 'recipe', json('{}'), 'infotext', '', 'hasTimeline', json('false'), 'isPassing', json('false'),
        'isOurs', json('true')) FROM pictures WHERE job_id IS NOT NULL`);
  database.close();
  return { home, path };
}

const everything = { offset: 0, limit: 500 };
const readableOf = async ({ queue, gallery }: Awaited<ReturnType<typeof openOn>>) => ({
  jobs: await queue.list(),
  shown: (await gallery.page({ ...everything, deleted: false })).pictures,
  binned: (await gallery.page({ ...everything, deleted: true })).pictures,
});

const before = await (async () => {
  const { home, path } = await newHome();
  const opened = await openOn(path, home);
  const all = await readableOf(opened);
  opened.database.close();
  return all;
})();

describe.each(columns)("$title, whatever stands in it", (column) => {
  it("every list answers, rows beside it are as they were, and jobs go on being taken", async () => {
    const { home, path } = await newHome();
    const spoilt = spoil(path, column);
    const opened = await openOn(path, home);
    const { database, queue, gallery, models, clock } = opened;
    expect(opened.problem).toBeUndefined(); // a row is no damage of the file

    const { jobs, shown, binned } = await readableOf(opened);
    expect(jobs.map(({ id }) => id).sort()).toEqual(before.jobs.map(({ id }) => id).sort());
    expect(jobs.map((job) => Job.parse(job))).toEqual(jobs);
    const whole = (all: typeof jobs) =>
      all
        .filter(({ id }) => !spoilt.has(id))
        .map(({ ahead, ...job }) => job)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(whole(jobs)).toEqual(whole(before.jobs));
    const pictures = [...shown, ...binned];
    if (column.table !== "pictures") expect(pictures.length).toBe(before.shown.length + before.binned.length);
    expect(pictures.map((picture) => Picture.parse(picture))).toEqual(pictures);
    for (const picture of before.shown)
      if (!spoilt.has(picture.id)) expect(pictures.some(({ id }) => id === picture.id)).toBe(true);
    for (const query of [{ text: "castle" }, { favourite: true }, { checkpoint: "grey" }, { stacked: true }])
      await gallery.page({ ...everything, deleted: false, ...query });
    for (const { id, jobId } of pictures) {
      await gallery.get(id);
      if (jobId) keptCells(database, jobId);
    }
    await gallery.facets();
    await gallery.bin();
    expect((await models.list()).length).toBeGreaterThan(0);
    await queue.status();

    await queue.resume();
    const { id: mine } = await queue.submit({ request: GenerationRequest.parse({ prompt: "after" }), priority: 0 });
    const taken = new Set<string>();
    for (let next = await queue.take(); next; next = await queue.take()) {
      await settlePromises(database, queue, (id) => join(home, "none", id));
      queue.addPicture(next.job.id, next.job.pictures.length + next.skipped, `picture of ${next.job.id}`);
      await queue.addNote(next.job.id, { code: "a/note", message: "said", hint: "hear" });
      await queue.finish(next.job.id);
      expect(await queue.get(next.job.id)).toMatchObject({ state: "done", notes: expect.anything() });
      taken.add(next.job.id);
    }
    expect(taken).toContain(mine);
    clock.advance(60_000);
    for (const { id } of await queue.list()) {
      await queue.setPriority(id, 3);
      await queue.cancel(id);
    }
    await queue.clearFinished();
    expect(await queue.list()).toEqual([]);
    await gallery.emptyBin();
    expect(opened.troubles).toEqual([]);
    await queue.close();
    database.close();
  });
});

it.each(hostile.INTEGER ?? [])(
  "a painter on another machine that gave its last sign at %s does not hold the queue for ever",
  async (at) => {
    const { home, path } = await newHome();
    const database = new DatabaseSync(path);
    database.prepare("UPDATE owners SET heartbeat = ?, pid = ?").run(at, at);
    database.close();
    const { queue, ...opened } = await openOn(path, home);
    await queue.resume();
    expect(await queue.take()).toBeDefined();
    await queue.close();
    opened.database.close();
  },
);
