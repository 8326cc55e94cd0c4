import { join } from "node:path";
import { DanfangError, defined, listedKinds, ModelQuery, systemClock } from "@danfang/domain";
import { type Hashes, openHashes, sha256Of } from "@danfang/library";
import { placesOf } from "@danfang/workbench";
import type { Library, LibraryItem, LibraryOptions, Verified } from "../library.ts";
import { findDuplicates } from "../models/find-duplicates.ts";
import { findModelPage } from "../models/index/find-page.ts";
import { rowOfModel } from "../models/index/one-model.ts";
import { openIndexShelf } from "../models/index-shelf.ts";
import { openListing } from "../models/listing.ts";
import { openModelPreviews } from "../models/model-previews.ts";
import type { ListedModel } from "../models/models.ts";
import { openMoves, shelfOf } from "../models/moving/open-moves.ts";
import { openModels } from "../models/open-models.ts";
import { type Home, openHome } from "./open-home.ts";
import { type News, openNews } from "./open-news.ts";

/** Models asked for at once where all are wanted. */
const atOnce = 500;

/** Opens the models of a home folder, and nothing else of it. Errors: those of the database and of the home. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const news = openNews(options, systemClock);
  const home = await openHome(options, systemClock, news, { mended: () => undefined, settings: () => undefined });
  const { database, closing } = home;
  const { hashes, listing, models, shelf } = openModelsOf(home, news);
  const moves = openMoves({ home: home.home, clock: systemClock, database, hashes, refresh: models.refresh });
  for (const problem of await moves.recover()) news.notice(problem);
  const itemOf = (model: ListedModel): LibraryItem => ({ ...model, ...rowOfModel(database, model.id) });
  const page: Library["page"] = async (query) => {
    const found = findModelPage(database, query, [...(await listing.ready()), shelf]);
    return { ...found, items: found.items.map(itemOf), scanning: listing.isScanning() };
  };
  async function everything(): Promise<LibraryItem[]> {
    const all: LibraryItem[] = [];
    for (let cursor: string | undefined; ; ) {
      const { items, nextCursor } = await page(ModelQuery.parse({ limit: atOnce, ...defined({ cursor }) }));
      all.push(...items);
      if (nextCursor === undefined) return all;
      cursor = nextCursor;
    }
  }
  /** Among what is painted with, then on the shelf. */
  async function find(name: string): Promise<LibraryItem> {
    const roots = await listing.ready();
    return await findIn(roots, name).catch((refusal) => findIn([shelf], name).catch(() => Promise.reject(refusal)));
  }
  async function findIn(roots: readonly string[], name: string): Promise<LibraryItem> {
    const shelves = openIndexShelf({ database, hashes, listing, roots });
    let refusal: unknown;
    for (const kind of listedKinds) {
      const file = await shelves.find(kind, name).catch((error) => {
        if (!(error instanceof DanfangError && error.code === "library/notFound")) throw error;
        refusal ??= error;
      });
      const id = file && rowOfModel(database, file.path)?.id;
      const entry = id === undefined ? undefined : await models.get(id);
      if (entry) return itemOf(entry);
    }
    throw refusal;
  }
  return {
    page,
    moves,
    facets: models.facets,
    scan: models.refresh,
    named: async (names) => (names.length === 0 ? everything() : Promise.all(names.map(find))),
    shelved: (names) => Promise.all(names.map((name) => findIn([shelf], name))),
    hash: ({ path }, signal) => hashes.all(path, signal),
    verify: (item, signal) => verify(item, hashes, signal),
    duplicates: async (signal) => findDuplicates(database, { hashes, roots: await listing.ready(), signal }),
    async close() {
      closing.abort();
      database.close();
    },
  };
}

/** The models of a home, and what keeps them in line with the folders. */
function openModelsOf({ home, database, places, closing }: Home, { troubles }: News) {
  const hashes = openHashes(placesOf({ home: home }).hashCache);
  const roots = async () => (await places()).roots;
  const shelf = shelfOf(home);
  const listing = openListing({
    database,
    hashes,
    roots,
    shelf,
    troubles,
    onChange: () => undefined,
    signal: closing.signal,
  });
  const models = openModels({
    database,
    hashes,
    roots,
    shelf,
    listing,
    troubles,
    onChange: () => undefined,
    previews: openModelPreviews({ home: home, cache: join(home, "cache") }),
  });
  return { hashes, listing, models, shelf };
}

/** Reads the file anew, whatever is remembered of it. */
async function verify(item: LibraryItem, hashes: Hashes, signal: AbortSignal | undefined): Promise<Verified> {
  if (item.problem) return { item, state: "broken", problem: item.problem as Verified["problem"] & object };
  const before = item.sha256 ?? (await hashes.known(item.path).catch(() => undefined));
  const now = await sha256Of(item.path, signal);
  if (before !== undefined) return { item, state: now === before ? "whole" : "changed" };
  await hashes.all(item.path, signal);
  return { item, state: "unknown" };
}
