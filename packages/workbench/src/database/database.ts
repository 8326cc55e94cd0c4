import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";

export type Row = Record<string, SQLOutputValue>;

/** A database with its statements compiled once each. Parameters are named (`:id`) or in order. */
export interface Database {
  readonly path: string;
  /** Every row. */
  all(sql: string, ...values: readonly Parameter[]): Row[];
  /** The first row, if there is any. */
  first(sql: string, ...values: readonly Parameter[]): Row | undefined;
  /** How many rows changed. */
  run(sql: string, ...values: readonly Parameter[]): number;
  /** Everything in `work`, or nothing; inside another transaction it joins that one. */
  transaction<T>(work: () => T): T;
  /**
   * The same without waiting for the disk, for what nobody was told and what can be found out again: no crash of a
   * process undoes it, a power cut may, as a whole and together with everything after it.
   */
  quickly<T>(work: () => T): T;
  /** Changes by other connections so far, as a number that differs after each. */
  foreignChanges(): number;
  close(): void;
}

type Parameter = SQLInputValue | Record<string, SQLInputValue>;

/** Wraps a connection. Statements are kept: the program has a fixed number of them. */
export function databaseOver(connection: DatabaseSync, path: string): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const found = statements.get(sql);
    if (found) return found;
    const made = connection.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  const bind = (values: readonly Parameter[]) => values as [SQLInputValue];
  const database: Database = {
    path,
    all: (sql, ...values) => prepare(sql).all(...bind(values)),
    first: (sql, ...values) => prepare(sql).get(...bind(values)),
    run: (sql, ...values) => Number(prepare(sql).run(...bind(values)).changes),
    transaction(work) {
      if (connection.isTransaction) return work();
      connection.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        connection.exec("COMMIT");
        return result;
      } catch (error) {
        if (connection.isTransaction) connection.exec("ROLLBACK");
        throw error;
      }
    },
    quickly(work) {
      if (connection.isTransaction) return work();
      connection.exec("PRAGMA synchronous = NORMAL");
      try {
        return database.transaction(work);
      } finally {
        connection.exec("PRAGMA synchronous = FULL");
      }
    },
    foreignChanges: () => Number(prepare("PRAGMA data_version").get()?.data_version),
    close() {
      statements.clear();
      connection.close();
    },
  };
  return database;
}
