import { realpath, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@danfang/domain";
import { type Picture, type Problem, problemOf } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { galleryErrors } from "./errors.ts";
import { findPictures } from "./find-pictures.ts";
import type { Facet, Gallery } from "./gallery.ts";
import { importFolder } from "./import-folder.ts";
import { isBelow, pathWithin } from "./known-folders.ts";
import { hideFromSearch, makeFindable, pictureOf, recipeOf } from "./picture-row.ts";
import { stackUnder } from "./stacks.ts";
import { openThumbnails } from "./thumbnails.ts";
import { readTimeline, removeTimeline, timelinePath } from "./timeline-file.ts";

export const outputsFolder = (home: string): string => join(home, "outputs");
export const passingFolder = (home: string): string => join(home, "cache", "passing");
export const timelinesFolder = (home: string): string => join(home, "timelines");

export interface GalleryOptions {
  readonly database: Database;
  readonly home: string;
  readonly clock: Clock;
  readonly onPicture: (picture: Picture) => void;
}

/** The gallery in `danfang.sqlite`, with its files where they are. */
export function openGallery({ database, home, clock, onPicture }: GalleryOptions): Gallery {
  const thumbnails = openThumbnails(join(home, "cache", "thumbnails"));
  const timelineOf = (id: string) => timelinePath(timelinesFolder(home), id);
  const own = [outputsFolder(home), passingFolder(home)];

  const rowOf = (id: string): Row | undefined =>
    database.first(
      `SELECT * FROM pictures LEFT JOIN picture_details USING (number) LEFT JOIN picture_notes USING (number) WHERE id = ?`,
      id,
    );
  function demand(id: string): Row {
    const row = rowOf(id);
    if (!row) throw galleryErrors.notFound({ id });
    return row;
  }
  /** Changes a picture, all that goes with it or nothing, and tells of it. */
  async function change(id: string, work: (row: Row) => void): Promise<Picture> {
    await whenFree(database, () => database.transaction(() => work(demand(id))));
    const picture = pictureOf(demand(id));
    onPicture(picture);
    return picture;
  }
  async function file(id: string): Promise<string | undefined> {
    const path = rowOf(id)?.path;
    if (path === undefined) return undefined;
    const adopted = database.all("SELECT path FROM picture_folders").map((row) => String(row.path));
    return pathWithin([...own, ...adopted], String(path));
  }
  /** Tells paths below our folders, however these are reached. */
  async function ownPaths(): Promise<(path: string) => boolean> {
    const real = await Promise.all(own.map((folder) => realpath(folder).catch(() => folder)));
    const folders = [...new Set([...own, ...real])];
    return (path) => folders.some((folder) => isBelow(folder, path));
  }
  /** A file of another program is only forgotten: it was never ours to delete. */
  async function purge(id: string): Promise<void> {
    if (demand(id).deleted_at === null) throw galleryErrors.notInBin({ id });
    const path = await pathWithin(own, String(demand(id).path));
    if (path !== undefined)
      await rm(path, { force: true }).catch((cause: Error) => {
        throw galleryErrors.undeletable({ file: path, reason: cause.message }, cause);
      });
    await removeTimeline(timelineOf(id));
    await thumbnails.forget(id);
    await whenFree(database, () => database.run("DELETE FROM pictures WHERE id = ?", id));
  }
  /** A sheet that goes or comes back takes its stack apart or lays it again. */
  function restack(row: Row, how: "stack" | "spread"): void {
    stackUnder(database, { jobId: row.job_id, place: row.place, recipe: recipeOf(row) }, how);
  }
  const facet = (column: "checkpoint" | "sampler"): Facet[] =>
    database
      .all(
        `SELECT ${column} AS name, count(*) AS n FROM pictures INDEXED BY pictures_of_${column}
         WHERE is_passing = 0 AND deleted_at IS NULL AND ${column} IS NOT NULL GROUP BY ${column} ORDER BY n DESC, name`,
      )
      .map(({ name, n }) => ({ name: String(name), count: Number(n) }));

  return {
    page: async (query) => findPictures(database, query),
    async get(id) {
      const row = rowOf(id);
      return row && pictureOf(row);
    },
    file,
    async thumbnail(id, size) {
      const path = await file(id);
      const bytes = path && (await thumbnails.of(id, path, size));
      return bytes ? { bytes, type: "image/webp" } : undefined;
    },
    timeline: async (id) => (rowOf(id)?.has_timeline === 1 ? readTimeline(timelineOf(id)) : []),
    setFavourite: (id, isFavourite) =>
      change(id, () => database.run("UPDATE pictures SET favourite = ? WHERE id = ?", Number(isFavourite), id)),
    remove: (id) =>
      change(id, (row) => {
        hideFromSearch(database, Number(row.number));
        restack(row, "spread");
        database.run("UPDATE pictures SET deleted_at = coalesce(deleted_at, ?) WHERE id = ?", clock.now(), id);
      }),
    restore: (id) =>
      change(id, (row) => {
        if (row.deleted_at !== null && row.is_passing === 0) makeFindable(database, Number(row.number), recipeOf(row));
        restack(row, "stack");
        database.run("UPDATE pictures SET deleted_at = NULL WHERE id = ?", id);
      }),
    purge,
    bin: async () => {
      const rows = database.all("SELECT path, size_bytes FROM pictures WHERE deleted_at IS NOT NULL");
      const isOurs = await ownPaths();
      const ours = rows.filter(({ path }) => isOurs(String(path)));
      const sizeBytes = ours.reduce((sum, row) => sum + Number(row.size_bytes), 0);
      return { pictures: rows.length, sizeBytes, keptFiles: rows.length - ours.length };
    },
    async emptyBin(before = Number.MAX_SAFE_INTEGER) {
      const binned = "SELECT id, path, size_bytes FROM pictures WHERE deleted_at IS NOT NULL AND deleted_at < ?";
      const isOurs = await ownPaths();
      const failed: Problem[] = [];
      let removed = 0;
      let freedBytes = 0;
      for (const { id, path, size_bytes: size } of database.all(binned, before))
        try {
          await purge(String(id));
          removed++;
          if (isOurs(String(path))) freedBytes += Number(size);
        } catch (error) {
          failed.push(problemOf(error));
        }
      return { removed, freedBytes, failed };
    },
    importFolder: (folder, options) => importFolder({ database, clock }, folder, options),
    facets: async () => ({ checkpoints: facet("checkpoint"), samplers: facet("sampler") }),
  };
}
