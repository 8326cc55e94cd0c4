import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  DanfangError,
  type Problem,
  problemOf,
  type Reason,
  reasonOf,
  storageErrors,
  systemCause,
} from "@danfang/domain";
import { databaseErrors } from "../problems/database-errors.ts";
import { besideDatabase } from "./beside-database.ts";
import { isDamageAtStart, messageOf } from "./damage.ts";
import { type Database, databaseOver } from "./database.ts";
import { findDamage, refuseNewer } from "./find-damage.ts";
import { holdFile } from "./held-file.ts";
import { mendNumbers } from "./mend-numbers.ts";
import { whileMending } from "./mending-lock.ts";
import { migrations } from "./migrations.ts";
import { patience } from "./patience.ts";
import { mayWrite, openToRead } from "./read-only.ts";
import { beside, makeBeside, putNew, replaceFile } from "./replace-file.ts";
import { type Salvage, salvage } from "./salvage/salvage.ts";

/** How long opening waits for another process's transaction, milliseconds: nobody else is kept waiting yet. */
const patienceAtStart = 10_000;

/** A file that is damaged again and again while it is open lies on a disk that is no use. */
const mostMendings = 5;
const tooOften: Reason = {
  en: `it was mended ${mostMendings} times since the start, and is damaged again`,
  zh: `启动以来已经修复了 ${mostMendings} 次，现在又损坏了`,
};

export interface OpenOptions {
  readonly now?: () => number;
  /** A damaged database was mended while it was open; what is shown of it is to be fetched anew. */
  readonly onMended?: (problem: Problem) => void;
}

export interface OpenedDatabase {
  readonly database: Database;
  /** Set when a damaged database was set aside and a new one made of what could be read. */
  readonly problem: Problem | undefined;
}

/**
 * Opens `danfang.sqlite`, making, mending or migrating it. A damaged one is renamed, never deleted, and everything that
 * can be read of it is in the new one; that goes for one that turns out to be damaged later, too.
 *
 * Write-ahead log, so that readers never wait for the writer. `synchronous = FULL`: what somebody was told (a job was
 * taken, a picture is kept) survives a power cut. What is only noted for after a crash does not wait for the disk.
 *
 * Errors: `database/tooNew`, `database/unusable`, `database/notMended`.
 */
export function openDatabase(
  place: string,
  { now = Date.now, onMended = () => undefined }: OpenOptions = {},
): OpenedDatabase {
  try {
    mkdirSync(dirname(place), { recursive: true });
    const path = realPath(place);
    const news: Problem[] = [];
    let mendings = 0;
    const mendNow = (reason: string, isWanted: () => boolean) => {
      const problem = mend(path, reason, now, isWanted);
      if (problem) news.push(problem);
    };
    const reason = findDamage(path);
    if (reason !== undefined) mendNow(reason, () => findDamage(path) !== undefined);
    const held = holdFile(path, {
      open: () => {
        try {
          return connect(path);
        } catch (error) {
          if (!isDamageAtStart(error)) throw error;
          mendNow(messageOf(error), () => true);
          return connect(path);
        }
      },
      restore(connection) {
        writeAnew(path, connection);
        news.push(problemOf(databaseErrors.restored({ file: path })));
      },
      mend(reason, isWanted) {
        if (mendings++ === mostMendings) throw databaseErrors.notMended({ file: path, reason, obstacle: tooOften });
        mendNow(reason, isWanted);
      },
      onReopened: () => {
        for (const problem of news.splice(0)) onMended(problem);
      },
    });
    const [problem] = news.splice(0);
    return { database: databaseOver(held), problem };
  } catch (cause) {
    throw translated(place, cause);
  }
}

/** Links are followed, so that a file is set aside and not what leads to it. */
function realPath(place: string): string {
  if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return place;
  try {
    return realpathSync(place);
  } catch (cause) {
    throw databaseErrors.unusable(
      { file: place, reason: { en: "it is a link to a file that is not there", zh: "它是链接，指向的文件不存在" } },
      cause,
    );
  }
}

/**
 * Everything that can be read goes into a new file, which then takes the old one's place. Undefined where another process
 * was quicker, so that it is not wanted any more.
 */
function mend(path: string, reason: string, now: () => number, isWanted: () => boolean): Problem | undefined {
  const stamp = new Date(now()).toISOString().replace(/[:.]/g, "-");
  const keptAs = unusedName(`${path}.broken-${stamp}`);
  try {
    return whileMending(path, () => {
      if (!isWanted()) return undefined;
      let saved: Salvage | undefined;
      const made = makeBeside(path, (connection) => {
        saved = salvage(path, connection);
      });
      replaceFile(path, keptAs, made);
      const { jobs = 0, pictures = 0, lostJobs = 0, lostPictures = 0 } = saved ?? {};
      const lost = { ...(lostJobs > 0 ? { lostJobs } : {}), ...(lostPictures > 0 ? { lostPictures } : {}) };
      return problemOf(databaseErrors.setAside({ file: path, keptAs, reason, jobs, pictures, ...lost }));
    });
  } catch (cause) {
    throw databaseErrors.notMended({ file: path, reason, obstacle: reasonOf(cause) }, cause);
  }
}

function unusedName(wanted: string): string {
  let name = wanted;
  for (let n = 2; lstatSync(name, { throwIfNoEntry: false }); n++) name = `${wanted}-${n}`;
  return name;
}

/** What is open is still whole, though its file has no name any more. */
const writeAnew = (path: string, connection: DatabaseSync): void =>
  besideDatabase(path, () => {
    const made = beside(path);
    connection.prepare("VACUUM INTO ?").run(made);
    putNew(made, path);
  });

/** A new database appears whole: an empty file is never one that is just being made. */
function makeWhereNone(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })) return;
  putNew(
    makeBeside(path, () => undefined),
    path,
  );
}

function connect(path: string): DatabaseSync {
  besideDatabase(path, () => makeWhereNone(path));
  if (!mayWrite(path)) return connectToRead(path);
  const connection = new DatabaseSync(path, { timeout: patienceAtStart, enableForeignKeyConstraints: true });
  try {
    refuseNewer(path, versionOf(connection));
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000");
    migrate(path, connection);
    mendNumbers(connection);
    connection.exec(`PRAGMA busy_timeout = ${patience}`);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** While its folder can only be read: what there is can be looked at, and nothing changed. */
function connectToRead(path: string): DatabaseSync {
  const connection = openToRead(path);
  if (versionOf(connection) === migrations.length) return connection;
  connection.close();
  throw storageErrors.readOnly({}); // an older one has to be brought up to date first
}

function versionOf(connection: DatabaseSync): number {
  return Number(connection.prepare("PRAGMA user_version").get()?.user_version);
}

/** Two processes may open one old database at once: the version is read again once the database is ours. */
function migrate(path: string, connection: DatabaseSync): void {
  if (versionOf(connection) === migrations.length) return;
  connection.exec("BEGIN IMMEDIATE");
  try {
    const version = versionOf(connection);
    refuseNewer(path, version);
    for (const sql of migrations.slice(version)) connection.exec(sql);
    connection.exec(`PRAGMA user_version = ${migrations.length}; COMMIT`);
  } catch (error) {
    connection.exec("ROLLBACK");
    throw error;
  }
}

const translated = (file: string, cause: unknown): DanfangError =>
  cause instanceof DanfangError
    ? cause
    : (systemCause(cause) ?? databaseErrors.unusable({ file, reason: reasonOf(cause) }, cause));
