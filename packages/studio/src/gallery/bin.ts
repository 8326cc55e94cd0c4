import { realpath, rm } from "node:fs/promises";
import { type Clock, type PictureId, type Problem, problemOf, reasonOf } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { galleryErrors } from "../problems/gallery-errors.ts";
import type { Gallery } from "./gallery.ts";
import { isBelow, pathWithin } from "./known-folders.ts";
import { hideFromSearch, makeFindable, recipeOf } from "./picture-row.ts";
import { demandRow } from "./pictures-table.ts";
import { stackUnder } from "./stacks.ts";

/** Takes a picture from what is shown; its file stays. */
export function putInBin(database: Database, clock: Clock, row: Row): void {
  hideFromSearch(database, Number(row.number));
  restack(database, row, "spread");
  database.run("UPDATE pictures SET deleted_at = coalesce(deleted_at, ?) WHERE number = ?", clock.now(), row.number!);
}

export function takeFromBin(database: Database, row: Row): void {
  if (row.deleted_at !== null && row.is_passing === 0) makeFindable(database, Number(row.number), recipeOf(row));
  restack(database, row, "stack");
  database.run("UPDATE pictures SET deleted_at = NULL WHERE number = ?", row.number!);
}

/** A sheet that goes or comes back takes its stack apart or lays it again. */
const restack = (database: Database, row: Row, how: "stack" | "spread"): void =>
  stackUnder(database, { jobId: row.job_id, place: row.place, recipe: recipeOf(row) }, how);

export interface BinOptions {
  readonly database: Database;
  /** Folders whose files are ours to delete. */
  readonly own: readonly string[];
  /** Removes what was made of a picture besides its file. */
  readonly forget: (id: PictureId) => Promise<void>;
}

/** What was taken from the gallery, until it is deleted. */
export function openBin({ database, own, forget }: BinOptions): Pick<Gallery, "purge" | "bin" | "emptyBin"> {
  /** Tells paths below our folders, however these are reached. */
  async function ownPaths(): Promise<(path: string) => boolean> {
    const real = await Promise.all(own.map((folder) => realpath(folder).catch(() => folder)));
    const folders = [...new Set([...own, ...real])];
    return (path) => folders.some((folder) => isBelow(folder, path));
  }
  /** A file of another program is only forgotten: it was never ours to delete. */
  async function purge(id: PictureId): Promise<void> {
    const row = demandRow(database, id);
    if (row.deleted_at === null) throw galleryErrors.notInBin({ id });
    const path = await pathWithin(own, String(row.path));
    if (path !== undefined) await deleteFile(path);
    await forget(id);
    await whenFree(database, () => database.run("DELETE FROM pictures WHERE id = ?", id));
  }
  async function bin() {
    const rows = database.all("SELECT path, size_bytes FROM pictures WHERE deleted_at IS NOT NULL");
    const isOurs = await ownPaths();
    const ours = rows.filter(({ path }) => isOurs(String(path)));
    const sizeBytes = ours.reduce((sum, row) => sum + Number(row.size_bytes), 0);
    return { pictures: rows.length, sizeBytes, keptFiles: rows.length - ours.length };
  }
  async function emptyBin(before = Number.MAX_SAFE_INTEGER) {
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
  }
  return { purge, bin, emptyBin };
}

/** Errors: `gallery/undeletable`. */
const deleteFile = (file: string): Promise<void> =>
  rm(file, { force: true }).catch((cause: Error) => {
    throw galleryErrors.undeletable({ file, reason: reasonOf(cause) }, cause);
  });
