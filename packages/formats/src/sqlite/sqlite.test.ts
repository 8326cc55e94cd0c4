import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { bytesAtOnce, type DatabasePages, readBtreePage, readDatabasePages, walkBtree } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "danfang-sqlite-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let serial = 0;

interface Made {
  readonly file: Uint8Array;
  readonly log: Uint8Array | undefined;
  /** As SQLite itself reads them. */
  readonly rows: readonly unknown[][];
  readonly entries: readonly unknown[][];
}

/** A database with short rows and long ones (their ends lie in other pages), read by SQLite and as files. */
function make(count: number, { pageSize = 4096, checkpoint = true } = {}): Made {
  const path = join(folder, `${++serial}.sqlite`);
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0`);
  database.exec("CREATE TABLE things (number INTEGER PRIMARY KEY, name TEXT UNIQUE, size REAL, other BLOB, note)");
  if (!checkpoint) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const insert = database.prepare("INSERT INTO things VALUES (?, ?, ?, ?, ?)");
  const notes = [
    null,
    0,
    1,
    -1,
    200,
    -40_000,
    8_000_000,
    2 ** 31 + 5,
    -(2 ** 45),
    2n ** 60n,
    "短",
    "long ".repeat(4000),
  ];
  for (let i = 0; i < count; i++)
    insert.run(
      i * 977,
      `thing ${i}, ${"x".repeat(i % 90)}`,
      i / 3,
      new Uint8Array(i % 50).fill(i),
      notes[i % notes.length]!,
    );
  database.exec(`DELETE FROM things WHERE number % 5 = 0 AND number > ${count * 500}`);
  if (checkpoint) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const select = database.prepare("SELECT * FROM things ORDER BY number");
  select.setReadBigInts(true);
  const rows = select.all().map((row) => Object.values(row));
  const entries = rows.map(([number, name]) => [name, number]);
  copyFileSync(path, `${path}.copy`);
  copyFileSync(`${path}-wal`, `${path}.copy-wal`);
  database.close();
  const log = new Uint8Array(readFileSync(`${path}.copy-wal`));
  return { file: new Uint8Array(readFileSync(`${path}.copy`)), log: log.length > 0 ? log : undefined, rows, entries };
}

const pagesOf = ({ file, log }: Pick<Made, "file" | "log">) =>
  readDatabasePages(bytesAtOnce(file), log && bytesAtOnce(log));
const rootOf = (database: DatabasePages, name: string): number =>
  Number([...walkBtree(database, 1, "table").rows].find(({ values }) => values[1] === name)?.values[3] ?? 0);
const exact = (value: unknown) => (Number.isSafeInteger(value) ? BigInt(value as number) : value);
function rowsOf(database: DatabasePages, root = rootOf(database, "things")) {
  return [...walkBtree(database, root, "table").rows].map(({ rowid, values: [, ...values] }) =>
    [rowid, ...values].map(exact),
  );
}
/** A whole real is stored as an integer. */
const plain = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(exact));

describe.each([
  ["in pages of 4096 bytes", { pageSize: 4096 }],
  ["in pages of 512 bytes", { pageSize: 512 }],
  ["in pages of 65536 bytes", { pageSize: 65536 }],
  ["with everything in the log", { checkpoint: false }],
])("a whole database %s", (_, how) => {
  const made = make(700, how);
  const database = pagesOf(made);

  it("has no faults, and the rows that SQLite reads", () => {
    expect(database.faults).toEqual([]);
    expect(rowsOf(database)).toEqual(plain(made.rows));
  });

  it("has the entries of its indexes", () => {
    const walk = walkBtree(database, rootOf(database, "sqlite_autoindex_things_1"), "index");
    const found = [...walk.rows].map(({ values }) => plain([values])[0]);
    expect(found.sort()).toEqual(plain(made.entries).sort());
    expect(walk.faults()).toBe(0);
  });

  it("knows its free pages: none is part of a tree", () => {
    const pages = ["sqlite_schema", "things", "sqlite_autoindex_things_1"].flatMap((name) => {
      const root = name === "sqlite_schema" ? 1 : rootOf(database, name);
      const walk = walkBtree(database, root, name.startsWith("sqlite_auto") ? "index" : "table");
      for (const _ of walk.rows);
      return [...walk.pages];
    });
    expect(new Set([...pages, ...database.free]).size).toBe(database.count);
    expect(pages.length + database.free.size).toBe(database.count);
  });
});

const made = make(400);
const logged = make(400, { checkpoint: false });

it("tells a file that is cut short, one without a header, and one whose log is broken", () => {
  expect(pagesOf({ ...made, file: made.file.subarray(0, -3000) }).faults).toEqual(["short"]);
  const headless = made.file.slice();
  headless.fill(0x55, 0, 100);
  expect(pagesOf({ ...made, file: headless }).faults).toEqual(["header"]);
  const log = logged.log!.slice();
  log[5000]! ^= 1;
  expect(pagesOf({ ...logged, log }).faults).toEqual(["log"]);
});

it("finds the size of pages where the header lies", () => {
  const lying = made.file.slice();
  new DataView(lying.buffer).setUint16(16, 1024);
  expect(pagesOf({ ...made, file: lying })).toMatchObject({ size: 4096 });
});

it("reads no half transaction: what the log's end lacks was not committed", () => {
  for (const cut of [logged.log!.length - 100, Math.floor(logged.log!.length / 2)]) {
    const database = pagesOf({ ...logged, log: logged.log!.subarray(0, cut) });
    expect(database.faults).toEqual([]);
    expect(rowsOf(database).length).toBeLessThan(logged.rows.length + 200);
  }
});

it("one damaged page of the log costs that page, not what was committed after it", () => {
  const log = logged.log!.slice();
  log.fill(0x33, 32 + 24 + 4120 + 200, 32 + 24 + 4120 + 600);
  const last = plain(logged.rows).at(-1);
  expect(rowsOf(pagesOf({ ...logged, log }))).toContainEqual(last);
});

const damage = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }) }),
  { minLength: 1, maxLength: 5 },
);
const damaged = (bytes: Uint8Array, spans: readonly { at: number; bytes: Uint8Array }[]) => {
  const copy = bytes.slice();
  for (const span of spans)
    copy.set(span.bytes.subarray(0, copy.length), Math.floor(span.at * (copy.length - span.bytes.length)));
  return copy;
};

it("whatever is written over it, reading ends, and rows away from the damage are as they were", () => {
  const whole = pagesOf(made);
  const root = rootOf(whole, "things");
  const leaves = new Map<number, readonly number[]>();
  for (const { rowid, pages } of walkBtree(whole, root, "table").rows) leaves.set(rowid!, pages);
  fc.assert(
    fc.property(damage, (spans) => {
      const file = damaged(made.file, spans);
      const isTouched = (page: number) =>
        file.subarray((page - 1) * 4096, page * 4096).some((byte, i) => byte !== made.file[(page - 1) * 4096 + i]);
      const touched = new Set(Array.from({ length: whole.count }, (_, i) => i + 1).filter(isTouched));
      const database = readDatabasePages(bytesAtOnce(file), undefined);
      const found = new Set<unknown>();
      for (let page = 1; page <= database.count; page++)
        for (const { rowid } of readBtreePage(database, page)?.rows ?? []) found.add(rowid);
      for (const [rowid, pages] of leaves) if (!pages.some((page) => touched.has(page))) expect(found).toContain(rowid);
    }),
    { numRuns: 150 },
  );
});

it("a damaged log never throws, and never reads a page that was not written", () => {
  fc.assert(
    fc.property(damage, (spans) => {
      const database = pagesOf({ ...logged, log: damaged(logged.log!, spans) });
      for (let page = 1; page <= database.count; page++) readBtreePage(database, page);
    }),
    { numRuns: 60 },
  );
});
