import { basename } from "node:path";
import { type JobId, type Picture, type PictureId, type Problem, Recipe } from "@danfang/domain";
import { parseInfotext } from "@danfang/recipes";
import { countOf, parseOrNothing, timeOf } from "../database/columns.ts";
import type { Database, Row } from "../database/database.ts";
import { lastTime } from "../database/mend-numbers.ts";
import { withoutRefused } from "../database/without-refused.ts";
import { keepNotes, readNotes } from "./picture-notes.ts";
import { pictureTokens } from "./search-tokens.ts";
import { stackUnder } from "./stacks.ts";

/** A picture before it has a row. Times are milliseconds since 1970. */
export interface NewPicture {
  readonly id: PictureId;
  readonly jobId: JobId | undefined;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly createdAt: number;
  readonly recipe: Recipe;
  readonly infotext: string;
  /** What was said of it while it was painted. */
  readonly notes?: readonly Problem[];
  readonly hasTimeline: boolean;
  /** Not for the gallery: it goes away after a while. */
  readonly isPassing: boolean;
  /** Painted here, not imported. */
  readonly isOurs: boolean;
}

/** Numbers of pictures made in one millisecond. */
const numbersInTime = 1000;

/** A time that can be counted: no clock, and no file's date, makes a number that cannot. */
const countable = (time: number): number => Math.max(0, Math.min(lastTime, Math.floor(time) || 0));

/** The next free number of a time; a crowded millisecond runs over into the next. */
function numberAt(database: Database, time: number): number {
  for (let first = countable(time) * numbersInTime; ; first += numbersInTime) {
    const last = first + numbersInTime - 1;
    const used = database.first("SELECT max(number) AS n FROM pictures WHERE number BETWEEN ? AND ?", first, last)?.n;
    if (used === null || used === undefined) return first;
    if (Number(used) < last) return Number(used) + 1;
  }
}

/**
 * Adds a picture, in the caller's transaction if there is one; `place` is the one in its job. A path that is known
 * already is left as it is: false.
 */
export function insertPicture(database: Database, picture: NewPicture, place?: number): boolean {
  return database.transaction(() => {
    if (database.first("SELECT 1 FROM pictures WHERE path = ?", picture.path)) return false;
    const { recipe } = picture;
    const number = numberAt(database, picture.createdAt);
    database.run(
      `INSERT INTO pictures (number, id, job_id, path, width, height, size_bytes, modified_at, checkpoint, sampler,
         has_timeline, is_passing, is_ours, created_at, place)
       VALUES (:number, :id, :jobId, :path, :width, :height, :sizeBytes, :modifiedAt, :checkpoint, :sampler,
         :hasTimeline, :isPassing, :isOurs, :createdAt, :place)`,
      {
        number,
        id: picture.id,
        jobId: picture.jobId ?? null,
        path: picture.path,
        width: countOf(picture.width),
        height: countOf(picture.height),
        sizeBytes: countOf(picture.sizeBytes),
        modifiedAt: countable(picture.modifiedAt),
        checkpoint: recipe.checkpoint?.name ?? null,
        sampler: recipe.sampler ?? null,
        hasTimeline: Number(picture.hasTimeline),
        isPassing: Number(picture.isPassing),
        isOurs: Number(picture.isOurs),
        createdAt: countable(picture.createdAt),
        place: place ?? null,
      },
    );
    database.run("INSERT INTO picture_details VALUES (?, ?, ?)", number, JSON.stringify(recipe), picture.infotext);
    keepNotes(database, number, picture.notes ?? []);
    if (!picture.isPassing) makeFindable(database, number, recipe);
    stackUnder(database, { jobId: picture.jobId, place, recipe }, "stack");
    return true;
  });
}

/** Lets searches find a picture. */
export function makeFindable(database: Database, number: number, recipe: Recipe): void {
  database.run("INSERT INTO picture_search (rowid, tokens) VALUES (?, ?)", number, pictureTokens(recipe));
}

/** Hides a picture from searches. */
export function hideFromSearch(database: Database, number: number): void {
  database.run("DELETE FROM picture_search WHERE rowid = ?", number);
}

/** A row of `pictures`, with its `picture_details` and `picture_notes` where there are any. */
export function pictureOf(row: Row): Picture {
  const notes = readNotes(row.notes);
  const deletedAt = timeOf(row.deleted_at);
  return {
    id: String(row.id),
    ...(row.job_id === null ? {} : { jobId: String(row.job_id) }),
    ...(row.place === null ? {} : { place: countOf(row.place) }),
    fileName: basename(String(row.path)),
    width: countOf(row.width),
    height: countOf(row.height),
    sizeBytes: countOf(row.size_bytes),
    recipe: recipeOf(row),
    infotext: String(row.infotext ?? ""),
    ...(notes.length > 0 ? { notes } : {}),
    favourite: row.favourite === 1,
    hasTimeline: row.has_timeline === 1,
    createdAt: timeOf(row.created_at) ?? timeOf(0) ?? "",
    ...(deletedAt ? { deletedAt } : {}),
  };
}

/** What cannot be read of a recipe is left out; of one that is no recipe at all the infotext says the same. */
export function recipeOf({ recipe, infotext }: Row): Recipe {
  const found = withoutRefused(Recipe, parseOrNothing(recipe));
  return found?.value ?? (typeof infotext === "string" ? parseInfotext(infotext).value : {});
}
