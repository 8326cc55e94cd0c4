import type { Picture, PicturePage, PictureQuery } from "@danfang/domain";
import type { Database } from "../database/database.ts";
import { pictureOf } from "./picture-row.ts";
import { matchOf, queryTokens, valueToken } from "./search-tokens.ts";
import { stackedUnder } from "./stacks.ts";

type Values = Record<string, string | number>;

/** Which rows, and of which table or tables. */
interface Condition {
  readonly from: string;
  readonly where: string;
  readonly values: Values;
}

/** Where words are looked for: the search index knows them, the checkpoint and the sampler, and only what is shown. */
function searchCondition(query: PictureQuery, tokens: readonly string[]): Condition {
  const { checkpoint, sampler, favourite } = query;
  const wanted = [
    ...(checkpoint === undefined ? [] : [valueToken("checkpoint", checkpoint)]),
    ...(sampler === undefined ? [] : [valueToken("sampler", sampler)]),
    ...tokens,
  ];
  const values = { match: matchOf(wanted) };
  const found = "SELECT rowid AS number FROM picture_search WHERE picture_search MATCH :match";
  if (favourite === undefined) return { from: `(${found})`, where: "TRUE", values };
  const where = `is_passing = 0 AND deleted_at IS NULL AND favourite = ${favourite ? 1 : 0} AND number IN (${found})`;
  return { from: "pictures", where, values };
}

/** A search or a filter shows what it finds, wherever it lies. */
const isStacked = ({ stacked, deleted, favourite, checkpoint, sampler }: PictureQuery, tokens: readonly string[]) =>
  stacked === true &&
  !deleted &&
  favourite === undefined &&
  checkpoint === undefined &&
  sampler === undefined &&
  tokens.length === 0;

/** Without words: the indexes of `pictures`. With words in the bin: the few rows there, one by one. */
function plainCondition(query: PictureQuery, tokens: readonly string[]): Condition {
  const terms = ["is_passing = 0", query.deleted ? "deleted_at IS NOT NULL" : "deleted_at IS NULL"];
  const values: Values = {};
  if (query.job !== undefined) {
    terms.push("job_id = :job");
    values.job = query.job;
  } else if (isStacked(query, tokens)) terms.push("is_stacked = 0");
  if (query.favourite !== undefined) terms.push(query.favourite ? "favourite = 1" : "favourite = 0");
  for (const name of ["checkpoint", "sampler"] as const) {
    const value = query[name];
    if (value === undefined) continue;
    terms.push(`${name} = :${name}`);
    values[name] = value;
  }
  for (const [i, token] of tokens.entries()) {
    terms.push(`instr((SELECT lower(recipe) FROM picture_details WHERE number = pictures.number), :token${i}) > 0`);
    values[`token${i}`] = token;
  }
  return { from: "pictures", where: terms.join(" AND "), values };
}

/** One page of the pictures that a query asks for, newest first (those of one job: as painted), and how many there are. */
export function findPictures(database: Database, query: PictureQuery): PicturePage {
  const tokens = queryTokens(query.text ?? "");
  const isOfJob = query.job !== undefined; // a stack that was opened: its cells lie beside its sheet
  const isSearch = tokens.length > 0 && !query.deleted && !isOfJob;
  const order = isOfJob ? "ASC" : "DESC";
  const { from, where, values } = isSearch ? searchCondition(query, tokens) : plainCondition(query, tokens);
  const total = Number(database.first(`SELECT count(*) AS n FROM ${from} WHERE ${where}`, values)?.n);
  const rows = database.all(
    `SELECT * FROM (SELECT number FROM ${from} WHERE ${where} ORDER BY number ${order} LIMIT :limit OFFSET :offset)
     JOIN pictures USING (number) LEFT JOIN picture_details USING (number)
     LEFT JOIN picture_notes USING (number) ORDER BY number ${order}`,
    { ...values, limit: query.limit, offset: query.offset },
  );
  return { total, pictures: rows.map((row) => withCells(pictureOf(row), isOfJob ? 0 : stackedUnder(database, row))) };
}

const withCells = (picture: Picture, cells: number): Picture => (cells > 0 ? { ...picture, cells } : picture);
