import { defined, type ModelQuery, type ModelSort } from "@danfang/domain";
import { z } from "zod";
import { parseOrNothing } from "../../database/columns.ts";
import type { Database, Row } from "../../database/database.ts";
import type { ListedModel } from "../models.ts";
import { conditionOf } from "./condition.ts";
import { listedColumns, listedOf } from "./model-rows.ts";

/** A page of the index. */
export interface IndexPage {
  readonly items: readonly ListedModel[];
  readonly total: number;
  readonly nextCursor?: string;
}

/** What comes first, before names; all of it rises. */
const before = {
  name: [],
  newest: ["-modified_at"],
  used: ["-uses", "-used_at"],
  size: ["-size_bytes"],
  handy: ["1 - is_favourite", "-used_at"],
} as const satisfies Record<ModelSort, readonly string[]>;

/** In what order a page stands. What cannot be used is last, and no two models are the same. */
const orderOf = (sort: ModelSort): readonly string[] => ["is_broken", ...before[sort], "sort", "number"];

/** Where a page ended: its last model, by what it is sorted by. */
const Cursor = z.array(z.union([z.number(), z.string()]));

const printCursor = (row: Row, length: number): string =>
  Buffer.from(JSON.stringify(Array.from({ length }, (_, i) => row[`key${i}`]))).toString("base64url");
/** A cursor that is none, or one of another order, begins at the beginning. */
function readCursor(text: string, length: number): readonly (string | number)[] | undefined {
  const keys = Cursor.safeParse(parseOrNothing(Buffer.from(text, "base64url").toString())).data;
  return keys?.length === length ? keys : undefined;
}

/** The models that a query means, each page from where the last ended: what comes and goes meanwhile moves nothing. */
export function findModelPage(
  database: Database,
  { limit, offset, cursor, sort, ...filter }: ModelQuery,
  roots: readonly string[],
): IndexPage {
  const { where, values } = conditionOf(filter, roots);
  const total = Number(database.first(`SELECT count(*) AS n FROM models WHERE ${where}`, values)?.n);
  const order = orderOf(sort);
  const from = cursor === undefined ? undefined : readCursor(cursor, order.length);
  const after = from ? `AND (${order.join(", ")}) > (${from.map((_, i) => `:from${i}`).join(", ")})` : "";
  const keys = order.map((term, i) => `${term} AS key${i}`).join(", ");
  const rows = database.all(
    `SELECT ${listedColumns}, ${order.map((_, i) => `key${i}`).join(", ")} FROM (
       SELECT *, ${keys} FROM models WHERE ${where} ${after} ORDER BY ${order.join(", ")} LIMIT :limit OFFSET :offset
     ) JOIN model_entries USING (number) ORDER BY ${order.map((_, i) => `key${i}`).join(", ")}`,
    { ...values, limit: limit + 1, offset, ...Object.fromEntries((from ?? []).map((key, i) => [`from${i}`, key])) },
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const items = shown.map(listedOf).flatMap((entry) => (entry ? [withOtherNames(database, entry, roots)] : []));
  return { items, total, ...defined({ nextCursor: last && printCursor(last, order.length) }) };
}

/** With the names of other files that hold the same, as far as hashes are known. */
function withOtherNames(database: Database, entry: ListedModel, roots: readonly string[]): ListedModel {
  if (entry.sha256 === undefined) return entry;
  const rows = database.all(
    `SELECT DISTINCT name FROM models WHERE sha256 = ? AND kind = ? AND id <> ? AND is_absent = 0
       AND root IN (SELECT value FROM json_each(?)) ORDER BY sort`,
    entry.sha256,
    entry.kind,
    entry.id,
    JSON.stringify(roots),
  );
  return rows.length === 0 ? entry : { ...entry, alsoNamed: rows.map(({ name }) => String(name)) };
}
