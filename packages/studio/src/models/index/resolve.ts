import { basename } from "node:path";
import type { ModelName } from "@danfang/domain";
import { compactName } from "@danfang/library";
import type { Database } from "../../database/database.ts";
import type { ListedModel } from "../models.ts";
import { listedColumns, listedOf } from "./model-rows.ts";

/** Digits of a hash that name a file, at least. */
const fewestDigits = 8;

/**
 * What names mean among the models below these roots, each in its place. A name is an id, a path below its folder, or the
 * file's own name with or without suffix, in any case; of several files that a hash means, the one that is called so.
 */
export function resolveModels(
  database: Database,
  names: readonly ModelName[],
  roots: readonly string[],
): (ListedModel | undefined)[] {
  const rootsJson = JSON.stringify(roots);
  const rowsWhere = (kind: string, where: string, values: Record<string, string>) =>
    database
      .all(
        `SELECT ${listedColumns} FROM models JOIN model_entries USING (number)
         WHERE kind = :kind AND is_absent = 0 AND root IN (SELECT value FROM json_each(:roots)) AND (${where})
         ORDER BY is_copy, is_broken, (SELECT key FROM json_each(:roots) WHERE value = root), place, sort, number LIMIT 50`,
        { kind, roots: rootsJson, ...values },
      )
      .map(listedOf)
      .filter((entry) => entry !== undefined);
  function hashed(kind: string, digits: string): ListedModel[] {
    const from = digits.toLowerCase();
    if (from.length < fewestDigits || !/^[0-9a-f]+$/.test(from)) return [];
    return rowsWhere(kind, "sha256 >= :from AND sha256 < :after", { from, after: `${from}g` });
  }
  function called({ kind, name }: ModelName, among?: readonly ListedModel[]): ListedModel | undefined {
    if (name === undefined) return undefined;
    const last = basename(name.replaceAll("\\", "/"));
    const spelled = kind === "embedding" ? compactName : (text: string) => text.toLowerCase();
    const [whole, bare] = [spelled(last), spelled(last.replace(/\.[^.]+$/, ""))];
    const found =
      among ?? rowsWhere(kind, "word IN (:whole, :bare) OR alias = :whole OR id = :name", { whole, bare, name });
    const lower = name.replaceAll("\\", "/").toLowerCase();
    const is = (of: (model: ListedModel) => string | undefined) =>
      found.find((model) => of(model)?.toLowerCase() === lower);
    return (
      is(({ id }) => id) ??
      is((model) => model.name) ??
      is((model) => basename(model.name)) ??
      is(({ stem }) => stem) ??
      is(({ alias }) => alias)
    );
  }
  return names.map((wanted) => {
    const same = hashed(wanted.kind, wanted.hash ?? "");
    if (same.length > 0) return called(wanted, same) ?? same[0];
    return called(wanted) ?? hashed(wanted.kind, wanted.name ?? "")[0];
  });
}
