import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@danfang/domain";
import { awaitedLater, isPassing, type PaintedImage, type Picture, type Recipe, type Settings } from "@danfang/domain";
import { writeBytes } from "@danfang/formats";
import { dayOf, printImage, reserveName } from "@danfang/workbench";
import type { Database } from "../database/database.ts";
import { outputsFolder, passingFolder, timelinesFolder } from "../gallery/folders.ts";
import type { NewPicture } from "../gallery/picture-row.ts";
import { removeTimeline, type TimelineFrame, timelinePath, writeTimeline } from "../gallery/timeline-file.ts";
import type { Outlast } from "../health/outlast.ts";
import { breakPromise, keepPromise, promisePicture } from "../outputs/pending-pictures.ts";
import type { TakenJob } from "../queue/queue.ts";
import type { SqliteQueue } from "../queue/sqlite-queue.ts";

export interface KeepOptions {
  readonly home: string;
  readonly database: Database;
  readonly queue: SqliteQueue;
  readonly clock: Clock;
  /** A painted picture is held until there is room for it. */
  readonly outlast: Outlast;
  readonly output: () => Promise<Settings["output"]>;
  readonly onKept: (picture: Picture["id"], isPassing: boolean) => Promise<void>;
  /** Counts what it was painted with; nobody waits for that. */
  readonly onUsed: (recipe: Recipe) => void;
}

const suffixes = { png: ".png", jpeg: ".jpg", webp: ".webp" } as const;

/**
 * Keeps a painted picture: a promise in the database, the file, then its row with the job's progress. Wherever this is
 * cut off, the promise says what to finish or to sweep away. On a full disk or a locked database it waits, as long as the
 * job is wanted: each of the three is done once.
 *
 * Errors: `outputs/unwritable`, `formats/unwritable`.
 */
export async function keepPicture(
  options: KeepOptions,
  taken: TakenJob,
  image: PaintedImage,
  frames: readonly TimelineFrame[],
): Promise<void> {
  const { home, database, queue, clock, outlast, output, onKept } = options;
  const { job, keepInGallery, signal } = taken;
  const { format, metadata } = await output();
  const now = clock.now();
  const { index } = image;
  const shown = keepInGallery ? frames : [];
  const picture = newPicture(taken, image, now, shown.length > 0);
  // Encoding is work for another core while the file's name is found.
  const encoding = awaitedLater(printImage(metadata ? image : { ...image, infotext: "" }, format));
  const announce = (path: string) => promisePicture(database, { jobId: job.id, index, picture: { ...picture, path } });
  const folder = folderFor(home, taken, now);
  const name = await outlast(() => reserveName(folder, image.seed, suffixes[format], announce), signal);
  const timeline = timelinePath(timelinesFolder(home), picture.id);
  try {
    await outlast(
      async () => writeFiles(name.path, await encoding, { timeline, frames: shown, keepInGallery }),
      signal,
    );
  } catch (error) {
    await giveUp(async () => {
      name.giveBack();
      await removeTimeline(timeline);
      breakPromise(database, picture.id);
    });
    throw error;
  }
  const { size: sizeBytes, mtimeMs: modifiedAt } = await stat(name.path);
  const kept = { ...picture, path: name.path, sizeBytes, modifiedAt };
  // Where this cannot be done, the promise stays, and whoever paints next keeps it.
  await outlast(() => keepPromise(database, queue, { jobId: job.id, index, picture: kept }), signal);
  if (!image.isSheet) options.onUsed(picture.recipe);
  await onKept(picture.id, !keepInGallery);
}

const folderFor = (home: string, { job, keepInGallery }: TakenJob, now: number): string =>
  keepInGallery ? join(outputsFolder(home), job.request.init ? "img2img" : "txt2img", dayOf(now)) : passingFolder(home);

/** Its row, but for where it lies and how large it is there. */
function newPicture(
  { job, keepInGallery }: TakenJob,
  { pixels, recipe, infotext, notes = [] }: PaintedImage,
  now: number,
  hasTimeline: boolean,
): Omit<NewPicture, "path"> {
  return {
    id: randomUUID(),
    jobId: job.id,
    width: pixels.width,
    height: pixels.height,
    recipe,
    infotext,
    hasTimeline,
    notes,
    sizeBytes: 0,
    modifiedAt: now,
    createdAt: now,
    isPassing: !keepInGallery,
    isOurs: true,
  };
}

interface FilesBeside {
  readonly timeline: string;
  readonly frames: readonly TimelineFrame[];
  readonly keepInGallery: boolean;
}

/** The picture, and how it came out of noise where that is to be shown. */
async function writeFiles(path: string, bytes: Uint8Array, { timeline, frames, keepInGallery }: FilesBeside) {
  // One that is only passing through would not be asked for again after a power cut.
  const through = keepInGallery ? "powerCut" : "crash";
  const writing = [writeBytes(path, bytes, { through })];
  if (frames.length > 0) writing.push(writeTimeline(timeline, frames));
  await both(writing);
}

/** Nothing stays behind; what the disk does not let go of is swept away by whoever paints next. */
async function giveUp(sweep: () => Promise<void>): Promise<void> {
  try {
    await sweep();
  } catch (error) {
    if (!isPassing(error)) throw error;
  }
}

/** Throws only when all have ended: what one of them leaves behind can be swept up then. */
async function both(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((work) => work.status === "rejected");
  if (failed) throw failed.reason;
}
