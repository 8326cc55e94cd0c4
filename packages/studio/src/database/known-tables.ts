import { DatabaseSync } from "node:sqlite";
import { migrations } from "./migrations.ts";

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  /** It is the row's number: records have nothing in its place. */
  readonly isRowid: boolean;
}

/** Tables and indexes of some version of the database, by their names. */
export interface Schema {
  readonly tables: ReadonlyMap<string, readonly Column[]>;
  readonly indexes: ReadonlyMap<string, { readonly table: string; readonly columns: readonly string[] }>;
}

const known = new Map<number, Schema>();

/** What the first so many entries of the history make. */
export function schemaOf(version: number): Schema {
  const found = known.get(version);
  if (found) return found;
  const connection = new DatabaseSync(":memory:");
  try {
    for (const sql of migrations.slice(0, version)) connection.exec(sql);
    const schema = readSchema(connection);
    known.set(version, schema);
    return schema;
  } finally {
    connection.close();
  }
}

/** Those that a database has, SQLite's own left out. */
export function readSchema(connection: DatabaseSync): Schema {
  const named = (type: string) =>
    connection
      .prepare("SELECT name, tbl_name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite_stat%'")
      .all(type);
  return {
    tables: new Map(named("table").map(({ name }) => [String(name), columnsOf(connection, String(name))])),
    indexes: new Map(
      named("index").map(({ name, tbl_name: table }) => [
        String(name),
        { table: String(table), columns: indexedColumns(connection, String(name)) },
      ]),
    ),
  };
}

/** The columns of the one table that a statement makes; undefined where it makes none. */
export function columnsMadeBy(sql: string): readonly Column[] | undefined {
  const connection = new DatabaseSync(":memory:");
  try {
    connection.exec(sql);
    return [...readSchema(connection).tables.values()][0];
  } catch {
    return undefined; // another's words, or damaged ones
  } finally {
    connection.close();
  }
}

function columnsOf(connection: DatabaseSync, table: string): Column[] {
  return connection
    .prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?)')
    .all(table)
    .map(({ name, type, notnull, pk }) => ({
      name: String(name),
      type: String(type),
      isRequired: notnull === 1 || pk === 1,
      isRowid: pk === 1 && type === "INTEGER",
    }));
}

const indexedColumns = (connection: DatabaseSync, index: string): string[] =>
  connection
    .prepare("SELECT name FROM pragma_index_info(?) ORDER BY seqno")
    .all(index)
    .map(({ name }) => String(name));

/** What of a version's tables and indexes a database lacks or has otherwise; undefined where it has all of them. */
export function schemaFault(actual: Schema, version: number): string | undefined {
  const wanted = schemaOf(version);
  const print = (columns: readonly Column[]) => columns.map(({ name, type }) => `${name} ${type}`).join(", ");
  for (const [name, columns] of wanted.tables) {
    const found = actual.tables.get(name);
    if (!found) return `its table ${name} is missing`;
    if (print(found) !== print(columns)) return `its table ${name} has other columns than it should`;
  }
  for (const [name, { table, columns }] of wanted.indexes) {
    const found = actual.indexes.get(name);
    if (!found) return `its index ${name} is missing`;
    if (found.table !== table || found.columns.join() !== columns.join()) return `its index ${name} is another one`;
  }
  return version === 0 && actual.tables.size > 0 ? "it holds tables of another program" : undefined;
}
