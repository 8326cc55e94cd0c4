import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** What can be expected of a home whose database was damaged so: in each case it starts. */
export interface Damage {
  readonly name: string;
  /** Damages the database at `path`, which no process has open. */
  readonly apply: (path: string) => void;
  /**
   * `everything`: every job and picture is kept as it was; `rowsOfPages`: those that lay on the pages written over are
   * lost, and counted; `nothing`: there is nothing to be read, except the pictures' files.
   */
  readonly keeps: "everything" | "rowsOfPages" | "nothing";
  /** When it is told: at the start, or when the whole database is looked at in the background, or never, being none. */
  readonly told: "start" | "background" | "never";
}

/** Bytes that are no page of any kind. */
const rubbish = (length: number, seed: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => ((i + seed) * 2654435761) >>> 24);

function writeAt(path: string, offset: number, bytes: Uint8Array): void {
  const file = openSync(path, "r+");
  writeSync(file, bytes, 0, bytes.length, offset);
  closeSync(file);
}

/** Runs SQL on it as a stranger would, tables of SQLite's own included. */
function change(path: string, sql: string): void {
  const database = new DatabaseSync(path, { defensive: false });
  database.exec(`PRAGMA writable_schema = ON; ${sql}`);
  database.close();
}

/** Writes over a page of a table or index: its first, or with `which` one of its leaves. */
function overwritePageOf(name: string, which: "root" | "leaf" = "root") {
  return (path: string) => {
    const database = new DatabaseSync(path, { readOnly: true });
    const pages = database
      .prepare(
        "SELECT pageno, pagetype, (SELECT page_size FROM pragma_page_size) AS size FROM dbstat WHERE name = ? ORDER BY path",
      )
      .all(name);
    database.close();
    const page = which === "root" ? pages[0] : (pages.findLast(({ pagetype }) => pagetype === "leaf") ?? pages[0]);
    const size = Number(page?.size);
    writeAt(path, (Number(page?.pageno) - 1) * size, rubbish(size, Number(page?.pageno)));
  };
}

const cutTo = (length: (size: number) => number) => (path: string) => truncateSync(path, length(statSync(path).size));

/** The sixteen that were tried on a studio of an earlier version, in their order. */
export const sixteenDamages: readonly Damage[] = [
  { name: "cut to 100 bytes", apply: cutTo(() => 100), keeps: "nothing", told: "start" },
  { name: "cut to 4,096 bytes", apply: cutTo(() => 4096), keeps: "nothing", told: "start" },
  { name: "cut to half", apply: cutTo((size) => Math.floor(size / 2)), keeps: "rowsOfPages", told: "start" },
  {
    name: "random bytes instead",
    keeps: "nothing",
    told: "start",
    apply: (path) => writeFileSync(path, rubbish(statSync(path).size, 1)),
  },
  {
    name: "a text file instead",
    keeps: "nothing",
    told: "start",
    apply: (path) => writeFileSync(path, "this is no database, it is a letter to a friend\n".repeat(100)),
  },
  { name: "a broken header", apply: (path) => writeAt(path, 0, rubbish(100, 3)), keeps: "everything", told: "start" },
  {
    name: "another page size",
    keeps: "everything",
    told: "start",
    apply: (path) => writeAt(path, 16, Uint8Array.of(4, 0)),
  },
  { name: "a page of jobs_in_order", apply: overwritePageOf("jobs_in_order"), keeps: "everything", told: "start" },
  { name: "the last 3,000 bytes missing", apply: cutTo((size) => size - 3000), keeps: "rowsOfPages", told: "start" },
  { name: "a page of jobs", apply: overwritePageOf("jobs", "leaf"), keeps: "rowsOfPages", told: "start" },
  { name: "a page of pictures", apply: overwritePageOf("pictures", "leaf"), keeps: "everything", told: "start" },
  { name: "a table missing", apply: (path) => change(path, "DROP TABLE owners"), keeps: "everything", told: "start" },
  {
    name: "a page of picture_details",
    keeps: "everything",
    told: "background",
    apply: overwritePageOf("picture_details", "leaf"),
  },
  {
    name: "a page of the search",
    apply: overwritePageOf("picture_search_data", "leaf"),
    keeps: "everything",
    told: "background",
  },
  { name: "a page of owners", apply: overwritePageOf("owners"), keeps: "everything", told: "start" },
  { name: "a page of models", apply: overwritePageOf("models"), keeps: "everything", told: "background" },
];

/** Members of the same kind that were found by looking for them. */
export const furtherDamages: readonly Damage[] = [
  { name: "empty", apply: cutTo(() => 0), keeps: "nothing", told: "start" },
  {
    name: "a folder instead",
    keeps: "nothing",
    told: "start",
    apply(path) {
      rmSync(path);
      mkdirSync(path);
    },
  },
  {
    name: "another program's database instead",
    keeps: "nothing",
    told: "start",
    apply(path) {
      rmSync(path);
      change(
        path,
        "CREATE TABLE moz_places (id INTEGER PRIMARY KEY, url TEXT); INSERT INTO moz_places VALUES (1, 'a')",
      );
    },
  },
  {
    name: "another program's database with a version of ours",
    keeps: "nothing",
    told: "start",
    apply(path) {
      rmSync(path);
      change(path, "CREATE TABLE notes (text TEXT); PRAGMA user_version = 3");
    },
  },
  {
    name: "the table of jobs dropped",
    apply: (path) => change(path, "DROP TABLE jobs"),
    keeps: "rowsOfPages",
    told: "start",
  },
  {
    name: "an index missing",
    apply: (path) => change(path, "DROP INDEX jobs_by_position"),
    keeps: "everything",
    told: "start",
  },
  {
    name: "a column missing",
    keeps: "everything",
    told: "start",
    apply: (path) => change(path, "ALTER TABLE jobs DROP COLUMN skipping"),
  },
  {
    name: "a version too low",
    apply: (path) => change(path, "PRAGMA user_version = 2"),
    keeps: "everything",
    told: "start",
  },
  { name: "version 0", apply: (path) => change(path, "PRAGMA user_version = 0"), keeps: "everything", told: "start" },
  {
    name: "a version that is none",
    apply: (path) => change(path, "PRAGMA user_version = -7"),
    keeps: "everything",
    told: "start",
  },
  {
    name: "the first page written over",
    keeps: "everything",
    told: "start",
    apply: (path) => writeAt(path, 0, rubbish(4096, 5)),
  },
  { name: "the root of pictures", apply: overwritePageOf("pictures"), keeps: "everything", told: "start" },
  {
    name: "jobs that point to the pictures' tree",
    keeps: "everything",
    told: "start",
    apply: (path) =>
      change(
        path,
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'pictures') WHERE name = 'jobs'",
      ),
  },
  {
    name: "a log that is rubbish",
    keeps: "everything",
    told: "never",
    apply: (path) => writeFileSync(`${path}-wal`, rubbish(9000, 7)),
  },
  {
    name: "a log that is a folder",
    keeps: "everything",
    told: "start",
    apply(path) {
      rmSync(`${path}-wal`, { force: true });
      mkdirSync(`${path}-wal`);
    },
  },
  {
    name: "an index of the log that is rubbish",
    keeps: "everything",
    told: "never",
    apply: (path) => writeFileSync(`${path}-shm`, rubbish(32768, 9)),
  },
  {
    name: "a link to the file, damaged there",
    keeps: "everything",
    told: "start",
    apply(path) {
      renameSync(path, `${path}.elsewhere`);
      symlinkSync(`${path}.elsewhere`, path);
      overwritePageOf("owners")(`${path}.elsewhere`);
    },
  },
];

/** One of them, by its name. */
export function damageNamed(name: string): Damage {
  const found = [...sixteenDamages, ...furtherDamages].find((damage) => damage.name === name);
  if (!found) throw new Error(`there is no damage called ${name}`);
  return found;
}

/** Leaves a database's log beside it, as a process does that is killed. `work` has it open. */
export function leaveLog(path: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(path);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
  work(database);
  for (const suffix of ["", "-wal"])
    if (existsSync(path + suffix)) copyFileSync(path + suffix, `${path}.left${suffix}`);
  database.close();
  for (const suffix of ["", "-wal"])
    if (existsSync(`${path}.left${suffix}`)) renameSync(`${path}.left${suffix}`, path + suffix);
}

/** Damages the log that {@link leaveLog} left, in its middle. */
export function damageLog(path: string): void {
  const length = readFileSync(`${path}-wal`).length;
  writeAt(`${path}-wal`, Math.floor(length / 2), rubbish(600, 11));
}
