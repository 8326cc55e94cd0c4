import { basename } from "node:path";
import { type Picture, Recipe } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { searchTextOf } from "./search-text.ts";

/** A picture before it has a row. Times are milliseconds since 1970. */
export interface NewPicture {
  readonly id: string;
  readonly jobId: string | undefined;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
  readonly modifiedAt: number;
  readonly createdAt: number;
  readonly recipe: Recipe;
  readonly infotext: string;
  readonly hasTimeline: boolean;
  /** Not for the gallery: it goes away after a while. */
  readonly isPassing: boolean;
  /** Painted here, not imported. */
  readonly isOurs: boolean;
}

/** Adds a picture, in the caller's transaction if there is one. A path that is known already is left as it is: false. */
export function insertPicture(database: Database, picture: NewPicture): boolean {
  return database.transaction(() => {
    const { recipe } = picture;
    const added = database.run(
      `INSERT INTO pictures (id, job_id, path, width, height, size_bytes, modified_at, checkpoint, sampler,
         has_timeline, is_passing, is_ours, created_at, search_text)
       VALUES (:id, :jobId, :path, :width, :height, :sizeBytes, :modifiedAt, :checkpoint, :sampler,
         :hasTimeline, :isPassing, :isOurs, :createdAt, :searchText)
       ON CONFLICT (path) DO NOTHING`,
      {
        id: picture.id,
        jobId: picture.jobId ?? null,
        path: picture.path,
        width: picture.width,
        height: picture.height,
        sizeBytes: picture.sizeBytes,
        modifiedAt: Math.round(picture.modifiedAt),
        checkpoint: recipe.checkpoint?.name ?? null,
        sampler: recipe.sampler ?? null,
        hasTimeline: Number(picture.hasTimeline),
        isPassing: Number(picture.isPassing),
        isOurs: Number(picture.isOurs),
        createdAt: Math.round(picture.createdAt),
        searchText: searchTextOf(recipe),
      },
    );
    if (added === 0) return false;
    database.run(
      "INSERT INTO picture_details SELECT number, ?, ? FROM pictures WHERE id = ?",
      ...[JSON.stringify(recipe), picture.infotext, picture.id],
    );
    return true;
  });
}

/** A row of `pictures` with its `picture_details`. */
export function pictureOf(row: Row): Picture {
  return {
    id: String(row.id),
    ...(row.job_id === null ? {} : { jobId: String(row.job_id) }),
    fileName: basename(String(row.path)),
    width: Number(row.width),
    height: Number(row.height),
    sizeBytes: Number(row.size_bytes),
    recipe: Recipe.catch({}).parse(JSON.parse(String(row.recipe))),
    infotext: String(row.infotext),
    favourite: row.favourite === 1,
    hasTimeline: row.has_timeline === 1,
    createdAt: new Date(Number(row.created_at)).toISOString(),
    ...(row.deleted_at === null ? {} : { deletedAt: new Date(Number(row.deleted_at)).toISOString() }),
  };
}
