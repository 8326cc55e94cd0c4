import { join } from "node:path";
import type { Clock, Picture, PictureId } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { openBin, putInBin, takeFromBin } from "./bin.ts";
import { findPictures } from "./find-pictures.ts";
import { outputsFolder, passingFolder, timelinesFolder } from "./folders.ts";
import type { Gallery } from "./gallery.ts";
import { importFolder } from "./import-folder.ts";
import { pathWithin } from "./known-folders.ts";
import { pictureOf } from "./picture-row.ts";
import { adoptedFolders, changePicture, facetOf, rowOf } from "./pictures-table.ts";
import { openThumbnails } from "./thumbnails.ts";
import { readTimeline, removeTimeline, timelinePath } from "./timeline-file.ts";

export interface GalleryOptions {
  readonly database: Database;
  readonly home: string;
  readonly clock: Clock;
  readonly onPicture: (picture: Picture) => void;
}

/** The gallery in `danfang.sqlite`, with its files where they are. */
export function openGallery({ database, home, clock, onPicture }: GalleryOptions): Gallery {
  const thumbnails = openThumbnails(join(home, "cache", "thumbnails"));
  const timelineOf = (id: PictureId) => timelinePath(timelinesFolder(home), id);
  const own = [outputsFolder(home), passingFolder(home)];

  /** Changes a picture and tells of it. */
  async function change(id: PictureId, work: (row: Row) => void): Promise<Picture> {
    const picture = await changePicture(database, id, work);
    onPicture(picture);
    return picture;
  }
  async function file(id: PictureId): Promise<string | undefined> {
    const path = rowOf(database, id)?.path;
    return path === undefined ? undefined : pathWithin([...own, ...adoptedFolders(database)], String(path));
  }
  async function forget(id: PictureId): Promise<void> {
    await removeTimeline(timelineOf(id));
    await thumbnails.forget(id);
  }
  async function get(id: PictureId): Promise<Picture | undefined> {
    const row = rowOf(database, id);
    return row && pictureOf(row);
  }
  async function thumbnail(id: PictureId, size: number) {
    const path = await file(id);
    const bytes = path && (await thumbnails.of(id, path, size));
    return bytes ? { bytes, type: "image/webp" as const } : undefined;
  }
  return {
    ...openBin({ database, own, forget }),
    get,
    file,
    thumbnail,
    page: async (query) => findPictures(database, query),
    timeline: async (id) => (rowOf(database, id)?.has_timeline === 1 ? readTimeline(timelineOf(id)) : []),
    setFavourite: (id, isFavourite) =>
      change(id, () => database.run("UPDATE pictures SET favourite = ? WHERE id = ?", Number(isFavourite), id)),
    remove: (id) => change(id, (row) => putInBin(database, clock, row)),
    restore: (id) => change(id, (row) => takeFromBin(database, row)),
    importFolder: (folder, options) => importFolder({ database, clock }, folder, options),
    facets: async () => ({ checkpoints: facetOf(database, "checkpoint"), samplers: facetOf(database, "sampler") }),
  };
}
