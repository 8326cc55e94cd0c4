import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Picture } from "@danfang/domain";
import type { Clock } from "../clock.ts";
import type { Database, Row } from "../database/database.ts";
import { galleryErrors } from "./errors.ts";
import { findPictures } from "./find-pictures.ts";
import type { Facet, Gallery } from "./gallery.ts";
import { importFolder } from "./import-folder.ts";
import { pathWithin } from "./known-folders.ts";
import { hideFromSearch, makeFindable, pictureOf, recipeOf } from "./picture-row.ts";
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
    database.first("SELECT * FROM pictures JOIN picture_details USING (number) WHERE id = ?", id);
  function demand(id: string): Row {
    const row = rowOf(id);
    if (!row) throw galleryErrors.notFound({ id });
    return row;
  }
  function change(id: string, sql: string, ...values: (string | number)[]): Picture {
    demand(id);
    database.run(sql, ...values, id);
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
    setFavourite: async (id, isFavourite) =>
      change(id, "UPDATE pictures SET favourite = ? WHERE id = ?", Number(isFavourite)),
    remove: async (id) => {
      hideFromSearch(database, Number(demand(id).number));
      return change(id, "UPDATE pictures SET deleted_at = coalesce(deleted_at, ?) WHERE id = ?", clock.now());
    },
    restore: async (id) => {
      const row = demand(id);
      if (row.deleted_at !== null && row.is_passing === 0) makeFindable(database, Number(row.number), recipeOf(row));
      return change(id, "UPDATE pictures SET deleted_at = NULL WHERE id = ?");
    },
    async purge(id) {
      if (demand(id).deleted_at === null) throw galleryErrors.notInBin({ id });
      const path = await file(id);
      if (path !== undefined) await rm(path, { force: true });
      await removeTimeline(timelineOf(id));
      await thumbnails.forget(id);
      database.run("DELETE FROM pictures WHERE id = ?", id);
    },
    importFolder: (folder, options) => importFolder(database, folder, options),
    facets: async () => ({ checkpoints: facet("checkpoint"), samplers: facet("sampler") }),
  };
}
