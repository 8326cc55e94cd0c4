import { type BtreeRow, type DatabasePages, readBtreePage, type SqliteValue, walkBtree } from "@danfang/formats";
import { type Column, columnsMadeBy } from "../known-tables.ts";

/** A table that is looked for, and how few columns its rows had at first. */
export interface WantedTable {
  readonly columns: readonly Column[];
  readonly fewest: number;
}

export interface FoundRow {
  readonly table: string;
  readonly rowid: number;
  /** By their columns; some may be absent. */
  readonly values: Readonly<Record<string, SqliteValue>>;
}

export interface RowSearch {
  /** Every row that can be read, of all the tables. */
  readonly rows: Iterable<FoundRow>;
  /** Tables of which something could not be read; complete when the rows have been gone through. */
  readonly damaged: ReadonlySet<string>;
  /** Entries of an index, its columns and then the row's number; none where it is not to be found. */
  entries(index: string): Iterable<readonly SqliteValue[]>;
}

/** Rows of SQLite's own table begin so. */
const schemaTypes: ReadonlySet<SqliteValue | undefined> = new Set(["table", "index", "view", "trigger"]);

/**
 * Looks for the rows of our tables in a database that may be damaged anywhere: down the trees as far as these hold, then
 * on the pages that no tree leads to. There, and where a tree leads astray, a row is known by what its columns hold.
 */
export function findRows(pages: DatabasePages, wanted: ReadonlyMap<string, WantedTable>): RowSearch {
  const search: Search = { pages, wanted, trees: treesOf(pages), damaged: new Set(), reached: new Set() };
  return {
    rows: {
      *[Symbol.iterator]() {
        yield* inTrees(search);
        if (search.damaged.size > 0) yield* astray(search);
      },
    },
    damaged: search.damaged,
    *entries(index) {
      const root = search.trees.indexes.get(index);
      if (root !== undefined) for (const { values } of walkBtree(pages, root, "index").rows) yield values;
    },
  };
}

interface Search {
  readonly pages: DatabasePages;
  readonly wanted: ReadonlyMap<string, WantedTable>;
  readonly trees: ReturnType<typeof treesOf>;
  readonly damaged: Set<string>;
  /** Numbers of the pages that a tree led to. */
  readonly reached: Set<number>;
}

function* inTrees(search: Search): Generator<FoundRow> {
  const { pages, wanted, trees, damaged, reached } = search;
  for (const [table, usual] of wanted) {
    const root = trees.tables.get(table);
    if (!root) {
      damaged.add(table);
      continue;
    }
    const columns = madeAs(root.sql, usual);
    const tree = walkBtree(pages, root.page, "table");
    for (const row of tree.rows) {
      const found = classify(wanted, row, columns && { table, columns });
      if (found) yield found;
      if (found?.table !== table) damaged.add(table);
    }
    for (const page of tree.pages) reached.add(page);
    if (tree.faults() > 0) damaged.add(table);
  }
}

/** Leaves whose tree is broken above them; of a table that was dropped, what still lies on free pages. */
function* astray(search: Search): Generator<FoundRow> {
  const { pages, wanted, trees, reached } = search;
  reachTheRest(search);
  for (let number = 2; number <= pages.count; number++) {
    const isFree = pages.free.has(number);
    if (reached.has(number) && !isFree) continue;
    const page = readBtreePage(pages, number);
    if (page?.of !== "table") continue;
    for (const row of page.rows) {
      const found = classify(wanted, row);
      if (found && !(isFree && trees.tables.has(found.table))) yield found;
    }
  }
}

/** Trees that hold none of our rows: what lies there is not astray. */
function reachTheRest({ pages, wanted, trees, reached }: Search): void {
  const others = [...trees.tables].filter(([name]) => !wanted.has(name)).map(([, { page }]) => page);
  for (const root of [1, ...others, ...trees.indexes.values()]) {
    const tree = walkBtree(pages, root);
    for (const _ of tree.rows);
    for (const page of tree.pages) reached.add(page);
  }
}

/** A row of the tree of a table as it was made there, else of whichever table it can be of. */
function classify(
  wanted: Search["wanted"],
  { rowid, values }: BtreeRow,
  expected?: { readonly table: string; readonly columns: WantedTable },
): FoundRow | undefined {
  if (rowid === undefined) return undefined;
  if (expected && fits(expected.columns, values))
    return { table: expected.table, rowid, values: named(expected.columns, rowid, values) };
  if (schemaTypes.has(values[0])) return undefined;
  for (const [table, each] of wanted)
    if (fits(each, values)) return { table, rowid, values: named(each, rowid, values) };
  return undefined;
}

/** Where the trees begin, by the names of their tables and indexes. Source: sqlite.org/schematab.html. */
function treesOf(pages: DatabasePages) {
  const tables = new Map<string, { readonly page: number; readonly sql: unknown }>();
  const indexes = new Map<string, number>();
  for (const { values } of walkBtree(pages, 1, "table").rows) {
    const [type, name, , page, sql] = values;
    if (typeof name !== "string" || typeof page !== "number" || page < 1) continue;
    if (type === "table") tables.set(name, { page, sql });
    if (type === "index") indexes.set(name, page);
  }
  return { tables, indexes };
}

/** A table as a database made it: columns may be missing there, or lie in another order. */
function madeAs(sql: unknown, usual: WantedTable | undefined): WantedTable | undefined {
  const made = typeof sql === "string" ? columnsMadeBy(sql) : undefined;
  if (!made || !usual) return usual;
  const usualNames = usual.columns.slice(0, made.length).map(({ name }) => name);
  const isUsual = made.every(({ name }, i) => name === usualNames[i]);
  return { columns: made, fewest: isUsual ? Math.min(usual.fewest, made.length) : 1 };
}

const named = ({ columns }: WantedTable, rowid: number, values: readonly SqliteValue[]) =>
  Object.fromEntries(
    values.map((value, i): [string, SqliteValue] => [columns[i]?.name ?? "", columns[i]?.isRowid ? rowid : value]),
  );

/** Whether a record can be a row of a table. */
const fits = ({ columns, fewest }: WantedTable, values: readonly SqliteValue[]): boolean =>
  values.length >= fewest && values.length <= columns.length && values.every((value, i) => isOf(columns[i], value));

function isOf(column: Column | undefined, value: SqliteValue): boolean {
  if (!column) return false;
  if (column.isRowid) return value === null;
  if (value === null) return !column.isRequired;
  if (column.type === "TEXT") return typeof value === "string";
  if (column.type === "INTEGER") return typeof value === "bigint" || Number.isInteger(value);
  return column.type === "REAL" ? typeof value === "number" || typeof value === "bigint" : false;
}
