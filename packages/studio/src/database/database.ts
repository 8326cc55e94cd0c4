import type { SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { damageOf } from "./damage.ts";
import type { HeldFile } from "./held-file.ts";

export type Row = Record<string, SQLOutputValue>;

/** A database with its statements compiled once each. Parameters are named (`:id`) or in order. */
export interface Database {
  readonly path: string;
  /** Every row. Integers beyond 2^53 come as the nearest number. */
  all(sql: string, ...values: readonly Parameter[]): Row[];
  /** The first row, if there is any. */
  first(sql: string, ...values: readonly Parameter[]): Row | undefined;
  /** How many rows changed. */
  run(sql: string, ...values: readonly Parameter[]): number;
  /**
   * Everything in `work`, or nothing; inside another transaction it joins that one. Where the database turns out to be
   * damaged, it is mended and `work` done again: what it changes elsewhere must bear that.
   */
  transaction<T>(work: () => T): T;
  /**
   * The same without waiting for the disk, for what nobody was told and what can be found out again: no crash of a
   * process undoes it, a power cut may, as a whole and together with everything after it.
   */
  quickly<T>(work: () => T): T;
  /** Changes by other connections so far, as a number that differs after each. */
  foreignChanges(): number;
  /** Puts a new database with everything that can be read in the place of this one, which is damaged. */
  mend(reason: string): void;
  close(): void;
}

type Parameter = SQLInputValue | Record<string, SQLInputValue>;

/** More than the changes that a connection sees in its life. */
const changesPerConnection = 2 ** 32;

/**
 * A database over its file. Statements are kept: the program has a fixed number of them. Whatever SQLite calls damage,
 * anywhere, leads to one thing: the file is mended and the work done again.
 */
export function databaseOver(file: HeldFile): Database {
  const statements = openStatements(file);
  const { prepare } = statements;
  const mending = <T>(work: () => T): T => mendingOnce(file, work);
  const database: Database = {
    path: file.path,
    all: (sql, ...values) => mending(() => reading(prepare(sql), (statement) => statement.all(...bind(values)))),
    first: (sql, ...values) => mending(() => rowOrNone(prepare(sql), values)),
    run: (sql, ...values) =>
      mending(() => {
        prepare(sql); // what makes no sense waits for nobody
        return database.transaction(() => Number(prepare(sql).run(...bind(values)).changes));
      }),
    transaction: (work) => mending(() => (isInTransaction(file) ? work() : wholly(file, work))),
    quickly(work) {
      if (isInTransaction(file)) return work();
      file.connection().exec("PRAGMA synchronous = NORMAL");
      try {
        return database.transaction(work);
      } finally {
        file.connection().exec("PRAGMA synchronous = FULL");
      }
    },
    foreignChanges() {
      if (!isInTransaction(file) && !file.isInPlace()) file.follow();
      const changes = Number(database.first("PRAGMA data_version")?.data_version);
      return file.opened() * changesPerConnection + changes;
    },
    mend: (reason) => file.mend(reason),
    close() {
      statements.clear();
      file.close();
    },
  };
  return database;
}

/** Statements of the connection of the moment, each compiled once. */
function openStatements(file: HeldFile) {
  const statements = new Map<string, StatementSync>();
  let prepared = file.connection();
  return {
    prepare(sql: string): StatementSync {
      if (prepared !== file.connection()) {
        statements.clear();
        prepared = file.connection();
      }
      const found = statements.get(sql);
      if (found) return found;
      const made = prepared.prepare(sql);
      statements.set(sql, made);
      return made;
    },
    clear: () => statements.clear(),
  };
}

const bind = (values: readonly Parameter[]) => values as [SQLInputValue];
const isInTransaction = (file: HeldFile): boolean => file.connection().isTransaction;

/** Work that is done again once the damage is mended that it meets. Whoever is inside a transaction leaves that to its whole. */
function mendingOnce<T>(file: HeldFile, work: () => T): T {
  if (isInTransaction(file)) return work();
  try {
    return work();
  } catch (error) {
    const reason = damageOf(error, file.connection());
    if (reason === undefined) throw error;
    file.mend(reason);
    return work();
  }
}

/** Everything in `work`, or nothing. */
function wholly<T>(file: HeldFile, work: () => T): T {
  begin(file);
  try {
    const result = work();
    file.connection().exec("COMMIT");
    return result;
  } catch (error) {
    if (isInTransaction(file)) file.connection().exec("ROLLBACK");
    throw error;
  }
}

/** In the file that is there now: another process may have mended it, or somebody deleted it. */
function begin(file: HeldFile): void {
  for (;;) {
    file.connection().exec("BEGIN IMMEDIATE");
    if (file.isInPlace()) return;
    file.connection().exec("ROLLBACK");
    file.follow();
  }
}

const rowOrNone = (statement: StatementSync, values: readonly Parameter[]): Row | undefined =>
  reading(statement, () => {
    const row = statement.get(...bind(values));
    return row === undefined ? [] : [row];
  })[0];

/** Node refuses integers that no number holds exactly; read again as bigints, they become the nearest. */
function reading(statement: StatementSync, read: (statement: StatementSync) => Row[]): Row[] {
  try {
    return read(statement);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_OUT_OF_RANGE") throw error;
    statement.setReadBigInts(true);
    try {
      return read(statement).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, nearest(value)])),
      );
    } finally {
      statement.setReadBigInts(false);
    }
  }
}

const nearest = (value: SQLOutputValue): SQLOutputValue =>
  typeof value === "bigint"
    ? Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(value)))
    : value;
