import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, isPassing } from "@danfang/domain";
import { type Places, placesOf } from "@danfang/workbench";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/open-database.ts";
import { type EventuallyOptions, eventually } from "../health/eventually.ts";
import { openSettings, type SettingsStore } from "../settings/settings-store.ts";
import type { StudioOptions } from "../studio.ts";
import type { News } from "./open-news.ts";

/** A home folder with what is kept in it, open. */
export interface Home {
  readonly home: string;
  readonly clock: Clock;
  readonly database: Database;
  readonly settings: SettingsStore;
  /** Where things are by the settings of the moment. */
  readonly places: () => Promise<Places>;
  /** How work that nobody waits for is tried: until the studio closes. */
  readonly trying: EventuallyOptions;
  /** Aborts when the studio closes. */
  readonly closing: AbortController;
}

/** What is to be done when what is kept has changed under the studio. */
export interface HomeChanges {
  /** The database was mended: some of it may be missing. */
  mended(): void;
  settings(): void;
}

const ownersOnly = 0o700;
const standardFolders = ["Stable-diffusion", "VAE", "Lora", "hypernetworks", "embeddings", "ESRGAN"].map((kind) =>
  join("models", kind),
);

/** Errors: see {@link openStudio}. */
export async function openHome(options: StudioOptions, clock: Clock, news: News, on: HomeChanges): Promise<Home> {
  const { modelRoots = [] } = options;
  const { home } = placesOf({ home: options.home });
  const { troubles } = news;
  const closing = new AbortController();
  const trying = { clock, troubles, signal: closing.signal };

  await makeFolders(home).catch((error) => {
    if (!isPassing(error) || !existsSync(home)) throw error;
    eventually(trying, "home", () => makeFolders(home))();
  });
  const database = openTold(home, clock, news, on);
  const settings = openSettings({
    file: join(home, "config.json"),
    onChange() {
      news.events.publish({ type: "settings" });
      on.settings();
    },
    onProblem: news.notice,
    troubles,
  });
  const places = async () => {
    const chosen = await settings.get();
    return placesOf({ home, modelRoots: [...modelRoots, ...chosen.modelRoots] });
  };
  return { home, clock, database, settings, places, trying, closing };
}

/** The database, whose mending is told. */
function openTold(home: string, clock: Clock, { notice, events }: News, on: HomeChanges): Database {
  const { database, problem } = openDatabase(join(home, "danfang.sqlite"), {
    now: clock.now,
    onMended(found) {
      notice(found);
      events.publish({ type: "reset" });
      on.mended();
    },
  });
  if (problem) notice(problem);
  return database;
}

/** Prompts and pictures are nobody else's: a new home is its owner's alone. One that is there stays as it is. */
async function makeFolders(home: string): Promise<void> {
  await mkdir(home, { recursive: true, mode: ownersOnly });
  await Promise.all(standardFolders.map((folder) => mkdir(join(home, folder), { recursive: true })));
}
