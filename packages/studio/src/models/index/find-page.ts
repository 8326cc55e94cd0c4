import type { ModelQuery } from "@danfang/domain";
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

/** Where a page ended: whether its last model is broken, its sort, its number. */
const Cursor = z.tuple([z.number(), z.string(), z.number()]);

const printCursor = ({ is_broken, sort, number }: Row): string =>
  Buffer.from(JSON.stringify([is_broken, sort, number])).toString("base64url");
/** A cursor that is none begins at the beginning. */
const readCursor = (text: string) => Cursor.safeParse(parseOrNothing(Buffer.from(text, "base64url").toString())).data;

/** The models that a query means, each page from where the last ended: what comes and goes meanwhile moves nothing. */
export function findModelPage(
  database: Database,
  { limit, cursor, ...filter }: ModelQuery,
  roots: readonly string[],
): IndexPage {
  const { where, values } = conditionOf(filter, roots);
  const total = Number(database.first(`SELECT count(*) AS n FROM models WHERE ${where}`, values)?.n);
  const from = cursor === undefined ? undefined : readCursor(cursor);
  const after = from ? "AND (is_broken, sort, number) > (:isBroken, :sort, :number)" : "";
  const rows = database.all(
    `SELECT ${listedColumns} FROM (
       SELECT * FROM models WHERE ${where} ${after} ORDER BY is_broken, sort, number LIMIT :limit
     ) JOIN model_entries USING (number) ORDER BY is_broken, sort, number`,
    { ...values, limit: limit + 1, ...(from ? { isBroken: from[0], sort: from[1], number: from[2] } : {}) },
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(listedOf).filter((entry) => entry !== undefined);
  return { items, total, ...(rows.length > limit && last ? { nextCursor: printCursor(last) } : {}) };
}
