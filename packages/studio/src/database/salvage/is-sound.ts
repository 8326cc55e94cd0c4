import { type BtreeRow, type DatabasePages, type SqliteValue, walkBtree } from "@danfang/formats";
import { schemaOf } from "../known-tables.ts";
import { migrations } from "../migrations.ts";

/**
 * Whether everything that a database names holds together: its trees are whole, and its indexes hold what its tables do.
 * Pages of two databases, mixed, are each whole and yet are none.
 */
export function isSound(pages: DatabasePages): boolean {
  const schema = walkBtree(pages, 1, "table");
  const roots = [...schema.rows].map(({ values: [type, name, , page, sql] }) => ({ type, name, page, sql }));
  if (pages.faults.length > 0 || schema.faults() > 0) return false;
  const known = schemaOf(migrations.length);
  const sums = new Map<string, number>();
  for (const { type, name, page } of roots) {
    if (typeof page !== "number" || page < 1) continue;
    const tree = walkBtree(pages, page);
    const index = type === "index" ? known.indexes.get(String(name)) : undefined;
    const indexes = type === "table" ? [...known.indexes].filter(([, { table }]) => table === name) : [];
    const places = indexes.map(([own, { columns }]) => ({ own, at: placesOf(String(name), columns) }));
    for (const row of tree.rows) {
      if (index) add(sums, `index ${name}`, row.values.slice(0, index.columns.length));
      for (const { own, at } of places)
        add(
          sums,
          `table ${own}`,
          at.map((place) => valueAt(row, place)),
        );
    }
    if (tree.faults() > 0) return false;
  }
  return roots
    .filter(
      ({ type, name, sql }) => type === "index" && known.indexes.has(String(name)) && !/ WHERE /.test(String(sql)),
    )
    .every(({ name }) => sums.get(`index ${name}`) === sums.get(`table ${name}`));
}

/** Where columns lie in the rows of a table; undefined is the row's number. */
function placesOf(table: string, columns: readonly string[]): (number | undefined)[] {
  const own = schemaOf(migrations.length).tables.get(table) ?? [];
  return columns.map((name) => {
    const place = own.findIndex((column) => column.name === name);
    return own[place]?.isRowid ? undefined : place;
  });
}

const valueAt = ({ rowid, values }: BtreeRow, place: number | undefined): SqliteValue =>
  (place === undefined ? rowid : values[place]) ?? null;

function add(sums: Map<string, number>, name: string, values: readonly SqliteValue[]): void {
  sums.set(name, ((sums.get(name) ?? 0) + hash(values.map(String).join("\n"))) % 2 ** 32);
}

/** FNV-1a, of 32 bits: different enough for what happens by chance. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value;
}
