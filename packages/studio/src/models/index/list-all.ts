import { setImmediate } from "node:timers/promises";
import { type ListedKind, listedKinds } from "@danfang/domain";
import type { Database } from "../../database/database.ts";
import type { ListedModel } from "../models.ts";
import { listedColumns, listedOf } from "./model-rows.ts";
import { revisionOf } from "./revision.ts";

/** Rows read between breaths. */
const atOnce = 500;

/**
 * Every model of a kind, or of all kinds, below the roots: the first root's first, each folder in natural order. A list is
 * remembered while memory allows and nothing changed.
 */
export function listAll(database: Database) {
  const kept = new Map<string, WeakRef<readonly ListedModel[]>>();
  return async (roots: readonly string[], kind?: ListedKind): Promise<readonly ListedModel[]> => {
    const key = JSON.stringify([revisionOf(database), kind, roots]);
    const known = kept.get(key)?.deref();
    if (known) return known;
    const all: ListedModel[] = [];
    for (const root of roots)
      for (const one of kind === undefined ? listedKinds : [kind])
        for await (const some of pagesOf(database, root, one)) all.push(...some);
    kept.clear();
    kept.set(key, new WeakRef(all));
    return all;
  };
}

async function* pagesOf(database: Database, root: string, kind: ListedKind): AsyncGenerator<ListedModel[]> {
  let after: readonly [number, string, number] = [Number.MIN_SAFE_INTEGER, "", 0];
  for (;;) {
    const rows = database.all(
      `SELECT ${listedColumns} FROM models JOIN model_entries USING (number)
       WHERE root = ? AND kind = ? AND is_copy = 0 AND is_absent = 0 AND (place, sort, number) > (?, ?, ?)
       ORDER BY place, sort, number LIMIT ${atOnce}`,
      root,
      kind,
      ...after,
    );
    const last = rows.at(-1);
    yield rows.map(listedOf).filter((entry) => entry !== undefined);
    if (!last || rows.length < atOnce) return;
    after = [Number(last.place), String(last.sort), Number(last.number)];
    await setImmediate();
  }
}
