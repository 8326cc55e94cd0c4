import { problemOf } from "@danfang/domain";
import { sweepParts } from "@danfang/formats";
import { sweepBin } from "../gallery/sweep-bin.ts";
import { eventually } from "../health/eventually.ts";
import { watchFolders } from "../health/watch-folders.ts";
import type { Inputs } from "../inputs/input-store.ts";
import { type MissedJobs, openMissedJobs } from "../jobs/missed-jobs.ts";
import { modelsErrors } from "../problems/models-errors.ts";
import { careForDatabase } from "./care-for-database.ts";
import type { Collections } from "./open-collections.ts";
import type { Home } from "./open-home.ts";
import type { News } from "./open-news.ts";

/** After a start, others go first. */
const quietMilliseconds = 3_000;
/** How often the bin is looked through, where a setting asks for it. */
const binMilliseconds = 60 * 60 * 1000;
/** Folders below the home in which files are written: `outputs/txt2img/2026-01-31`. */
const levelsOfHome = 3;

/** What is done while the studio is open and nobody asked for it. */
export interface Care {
  readonly missed: MissedJobs;
  /** Makes again what a mended database lacks. */
  mended(): void;
  stop(): void;
}

export function beginCare(home: Home, kept: Collections, inputs: Inputs, news: News): Care {
  const { notices, troubles } = news;
  const { clock, closing, database, settings, trying } = home;
  const later = (about: string, work: () => unknown) => eventually(trying, about, work);
  const { gallery } = kept;
  const care = careForDatabase({ database, gallery, clock, home: home.home, signal: closing.signal });
  const adopt = later("outputs folder", care.adopt);
  const refill = later("mended database", care.refill);
  const sweepOld = later("bin", async () => sweepBin(gallery, clock, (await settings.get()).gallery.binDays));
  const checkDatabase = later("database", care.check);
  const sweepInputs = later("inputs", inputs.sweep);
  const sweepStrays = later("strays", () => sweepParts(home.home, levelsOfHome));
  if (notices.some(({ code }) => code.startsWith("database/"))) adopt();
  refill();
  later("moves", async () => {
    for (const problem of await kept.moves.recover()) news.notice(problem);
  })();
  const { folders, missed } = careForFolders(home, kept, troubles);
  const stopSweeping = clock.every(binMilliseconds, sweepOld);
  const cancelQuiet = clock.after(quietMilliseconds, () => {
    adopt();
    checkDatabase();
    sweepOld();
    sweepInputs();
    sweepStrays();
  });
  return {
    missed,
    mended() {
      adopt();
      refill();
    },
    stop() {
      cancelQuiet();
      stopSweeping();
      folders.stop();
    },
  };
}

/** Folders that go are told of, and jobs that failed without them are tried again when they are back. */
function careForFolders({ clock, places }: Home, { modelFolders, queue }: Collections, troubles: News["troubles"]) {
  const folders = watchFolders({
    clock,
    troubles,
    folders: async () => (await places()).roots,
    problemOf: (folder) => problemOf(modelsErrors.folderGone({ folder })),
    onGone: modelFolders.listAnew,
    async onBack() {
      await modelFolders.listAnew();
      await missed.tryAgain();
    },
  });
  const missed = openMissedJobs(queue, folders.isAnyGone);
  return { folders, missed };
}
