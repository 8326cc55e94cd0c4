import type { PicturePage, PictureQuery } from "@danfang/domain";
import type { Database } from "../database/database.ts";
import { pictureOf } from "./picture-row.ts";
import { isIndexed, matchOf, wordsOf } from "./search-text.ts";

type Values = Record<string, string | number>;

/** A condition on `pictures`, each filter and word a term of its own. */
function conditionOf(query: PictureQuery): { where: string; values: Values } {
  const terms = ["is_passing = 0", query.deleted ? "deleted_at IS NOT NULL" : "deleted_at IS NULL"];
  const values: Values = {};
  if (query.favourite !== undefined) terms.push(query.favourite ? "favourite = 1" : "favourite = 0");
  for (const name of ["checkpoint", "sampler"] as const) {
    const value = query[name];
    if (value === undefined) continue;
    terms.push(`${name} = :${name}`);
    values[name] = value;
  }
  const words = wordsOf(query.text ?? "");
  const indexed = words.filter(isIndexed);
  if (indexed.length > 0) {
    terms.push("number IN (SELECT rowid FROM picture_search WHERE picture_search MATCH :match)");
    values.match = matchOf(indexed);
  }
  for (const [i, word] of words.filter((word) => !isIndexed(word)).entries()) {
    terms.push(`instr(search_text, :word${i}) > 0`);
    values[`word${i}`] = word;
  }
  return { where: terms.join(" AND "), values };
}

/** One page of the pictures that a query asks for, newest first, and how many there are. */
export function findPictures(database: Database, query: PictureQuery): PicturePage {
  const { where, values } = conditionOf(query);
  const total = Number(database.first(`SELECT count(*) AS n FROM pictures WHERE ${where}`, values)?.n);
  const rows = database.all(
    `SELECT * FROM (SELECT * FROM pictures WHERE ${where}
       ORDER BY created_at DESC, number DESC LIMIT :limit OFFSET :offset)
     JOIN picture_details USING (number) ORDER BY created_at DESC, number DESC`,
    { ...values, limit: query.limit, offset: query.offset },
  );
  return { total, pictures: rows.map(pictureOf) };
}
