import { join } from "node:path";
import type { Picture } from "@danfang/domain";
import type { Database } from "../database/database.ts";
import { watchPictures } from "../gallery/foreign-pictures.ts";
import type { Gallery } from "../gallery/gallery.ts";
import { openGallery } from "../gallery/sqlite-gallery.ts";
import { attended } from "../health/attended.ts";
import { type ModelFolders, openModelFolders } from "../models/model-folders.ts";
import { openModelPreviews } from "../models/model-previews.ts";
import type { Models } from "../models/models.ts";
import { openMoves, type RecoveringMoves, shelfOf } from "../models/moving/open-moves.ts";
import { openModels } from "../models/open-models.ts";
import { openSqliteQueue, type SqliteQueue } from "../queue/sqlite-queue.ts";
import { openStyles, type Styles } from "../styles/style-store.ts";
import { openUpscaling, type Upscaling } from "../upscaling/upscaling.ts";
import type { Bench } from "./open-bench.ts";
import type { Home } from "./open-home.ts";
import type { News } from "./open-news.ts";

/** What the studio keeps, each telling of its changes. */
export interface Collections {
  readonly queue: SqliteQueue;
  readonly gallery: Gallery;
  readonly models: Models;
  readonly moves: RecoveringMoves;
  readonly modelFolders: ModelFolders;
  readonly upscaling: Upscaling;
  readonly styles: Styles;
}

export function openCollections(home: Home, bench: Bench, news: News, commandLine: readonly string[]): Collections {
  const { clock, database, places } = home;
  const { events, troubles } = news;
  const onPicture = (picture: Picture) => events.publish({ type: "picture", picture });
  const gallery = openGallery({ database, home: home.home, clock, onPicture });
  const queue = openSqliteQueue({
    database,
    clock,
    troubles,
    onJob: (job) => events.publish({ type: "job", job }),
    onStatus: (status) => events.publish({ type: "queue", status }),
    onForeignChange: attended(troubles, "gallery", tellNewPictures(database, gallery, events)),
  });
  const upscaling = openUpscaling({
    home: home.home,
    database,
    clock,
    gallery,
    inputs: bench.inputs,
    onPicture,
    context: async () => ({ engine: bench.holder.engine, names: bench.names(await places()) }),
  });
  const styles = openStyles({ home: home.home, troubles, roots: async () => (await places()).roots });
  return { queue, gallery, upscaling, styles, ...openShelves(home, bench, news, commandLine) };
}

/** The models, and the folders that they come from. */
function openShelves(
  home: Home,
  { hashes, listing }: Bench,
  { events, troubles }: News,
  commandLine: readonly string[],
) {
  const { clock, database, places, settings, closing } = home;
  const onChange = () => events.publish({ type: "models" });
  const models = openModels({
    database,
    hashes,
    listing,
    troubles,
    onChange,
    previews: openModelPreviews({ home: home.home, cache: join(home.home, "cache") }),
    roots: async () => (await places()).roots,
    shelf: shelfOf(home.home),
    signal: closing.signal,
  });
  const moves = openMoves({ home: home.home, clock, database, hashes, refresh: models.refresh });
  const modelFolders = openModelFolders({
    models,
    troubles,
    commandLine,
    onChange,
    own: join(home.home, "models"),
    chosen: async () => (await settings.get()).modelRoots,
  });
  return { models, moves, modelFolders };
}

/** Tells of the pictures that another process has made. */
function tellNewPictures(database: Database, gallery: Gallery, events: News["events"]) {
  const newPictures = watchPictures(database);
  return async () => {
    const ids = newPictures();
    if (ids === undefined) return events.publish({ type: "reset" });
    for (const id of ids) {
      const picture = await gallery.get(id);
      if (picture) events.publish({ type: "picture", picture });
    }
  };
}
