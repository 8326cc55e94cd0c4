import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@danfang/domain";
import { awaitedLater, isPassing, type PaintedImage, type Picture, type Settings } from "@danfang/domain";
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
  { home, database, queue, clock, outlast, output, onKept }: KeepOptions,
  { job, keepInGallery, signal }: TakenJob,
  image: PaintedImage,
  frames: readonly TimelineFrame[],
): Promise<void> {
  const { format, metadata } = await output();
  const now = clock.now();
  const folder = keepInGallery
    ? join(outputsFolder(home), job.request.init ? "img2img" : "txt2img", dayOf(now))
    : passingFolder(home);
  const id = randomUUID();
  const timeline = timelinePath(timelinesFolder(home), id);
  const hasTimeline = keepInGallery && frames.length > 0;
  const { width, height } = image.pixels;
  const { recipe, infotext, index, notes = [] } = image;
  const pictureAt = (path: string): NewPicture => ({
    id,
    jobId: job.id,
    path,
    width,
    height,
    recipe,
    infotext,
    hasTimeline,
    notes,
    sizeBytes: 0,
    modifiedAt: now,
    createdAt: now,
    isPassing: !keepInGallery,
    isOurs: true,
  });
  // Encoding is work for another core while the file's name is found.
  const encoding = awaitedLater(printImage(metadata ? image : { ...image, infotext: "" }, format));
  const announce = (path: string) => promisePicture(database, { jobId: job.id, index, picture: pictureAt(path) });
  const reserve = () => reserveName(folder, image.seed, suffixes[format], announce);
  const name = await outlast(reserve, signal);
  // One that is only passing through would not be asked for again after a power cut.
  const through = keepInGallery ? "powerCut" : "crash";
  const write = async () => {
    const bytes = await encoding;
    const writing = [writeBytes(name.path, bytes, { through })];
    if (hasTimeline) writing.push(writeTimeline(timeline, frames));
    await both(writing);
  };
  try {
    await outlast(write, signal);
  } catch (error) {
    await giveUp();
    throw error;
  }
  const { size: sizeBytes, mtimeMs: modifiedAt } = await stat(name.path);
  const picture = { ...pictureAt(name.path), sizeBytes, modifiedAt };
  // Where this cannot be done, the promise stays, and whoever paints next keeps it.
  await outlast(() => keepPromise(database, queue, { jobId: job.id, index, picture }), signal);
  await onKept(id, !keepInGallery);

  /** Nothing stays behind; what the disk does not let go of is swept away by whoever paints next. */
  async function giveUp(): Promise<void> {
    try {
      name.giveBack();
      await removeTimeline(timeline);
      breakPromise(database, id);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
  }
}

/** Throws only when all have ended: what one of them leaves behind can be swept up then. */
async function both(works: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find((work) => work.status === "rejected");
  if (failed) throw failed.reason;
}
