import { existsSync } from "node:fs";
import type { Clock } from "@danfang/domain";
import { checkAll } from "../database/check-all.ts";
import type { Database } from "../database/database.ts";
import { outputsFolder, timelinesFolder } from "../gallery/folders.ts";
import type { Gallery } from "../gallery/gallery.ts";
import { refillGallery } from "../gallery/refill.ts";

/** What is done for the database while the studio is open and nobody asked for it. */
export interface DatabaseCare {
  /** Takes in the pictures that lie in the home and are not known: made by the command line, or lost with a database. */
  adopt(): Promise<void>;
  /** Makes again what a mended database lacks; without any lack, nothing. */
  refill(): Promise<void>;
  /** Looks at every page of the database, and mends it where one is damaged. */
  check(): Promise<void>;
}

export interface CareOptions {
  readonly database: Database;
  readonly gallery: Gallery;
  readonly clock: Clock;
  readonly home: string;
  /** Aborts when the studio closes: what is cut off then goes on at the next start. */
  readonly signal: AbortSignal;
}

export function careForDatabase({ database, gallery, clock, home, signal }: CareOptions): DatabaseCare {
  const unlessClosing = (work: () => Promise<void>) => () =>
    work().catch((error) => {
      if (!signal.aborted) throw error;
    });
  let isRefilling = false;
  return {
    adopt: unlessClosing(async () => {
      const folder = outputsFolder(home);
      if (existsSync(folder)) await gallery.importFolder(folder, { signal });
    }),
    refill: unlessClosing(async () => {
      if (isRefilling) return; // it sees what is missing at each step
      isRefilling = true;
      await refillGallery({ database, clock, timelines: timelinesFolder(home), signal }).finally(() => {
        isRefilling = false;
      });
    }),
    check: unlessClosing(async () => {
      const reason = await checkAll(database.path, signal);
      if (reason !== undefined && !signal.aborted) database.mend(reason);
    }),
  };
}
