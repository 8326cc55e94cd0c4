import { readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defined, type JobId, type PictureId, Recipe } from "@danfang/domain";
import { partStartOf, readImageText } from "@danfang/formats";
import { removeIfEmpty } from "@danfang/workbench";
import { z } from "zod";
import { jsonOf } from "../database/columns.ts";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { hideFromSearch, insertPicture, type NewPicture } from "../gallery/picture-row.ts";
import { removeTimeline } from "../gallery/timeline-file.ts";
import { KeptProblem } from "../problems/kept-problem.ts";
import type { SqliteQueue } from "../queue/sqlite-queue.ts";

/** What is written down before a picture's file is: enough to finish the work, or undo it, after a crash. */
export interface PendingPicture {
  readonly jobId: JobId;
  readonly index: number;
  readonly picture: NewPicture;
}

/** A {@link NewPicture} as a promise keeps it; what is undefined is absent there. */
const PromisedPicture = z
  .object({
    id: z.string(),
    path: z.string(),
    width: z.number(),
    height: z.number(),
    sizeBytes: z.number(),
    modifiedAt: z.number(),
    createdAt: z.number(),
    recipe: Recipe,
    infotext: z.string(),
    hasTimeline: z.boolean(),
    isPassing: z.boolean(),
    isOurs: z.boolean(),
    jobId: z.string().optional(),
    notes: KeptProblem.array().optional(),
  })
  .transform(({ jobId, notes, ...picture }): NewPicture => ({ ...picture, jobId, ...defined({ notes }) }));

/** Again with another path: that one counts. */
export function promisePicture(database: Database, { jobId, index, picture }: PendingPicture): void {
  database.quickly(() =>
    database.run(
      "INSERT OR REPLACE INTO pending_pictures VALUES (?, ?, ?, ?, ?)",
      ...[picture.id, picture.path, jobId, index, JSON.stringify(picture)],
    ),
  );
}

/**
 * The picture is whole: its row, the job's progress and the promise change together. One that is only passing through
 * does not wait for the disk: whoever asked for it would not come through the power cut either.
 */
export function keepPromise(database: Database, queue: SqliteQueue, { jobId, index, picture }: PendingPicture): void {
  const commit = picture.isPassing ? database.quickly : database.transaction;
  commit(() => {
    forgetPath(database, picture.path, picture.id);
    insertPicture(database, picture, index);
    queue.addPicture(jobId, index, picture.id);
    database.run("DELETE FROM pending_pictures WHERE id = ?", picture.id);
  });
}

/** An import may have found the file in the moment before it had its row. */
export function forgetPath(database: Database, path: string, id: PictureId): void {
  const number = database.first("SELECT number FROM pictures WHERE path = ? AND id <> ?", path, id)?.number;
  if (number === undefined) return;
  hideFromSearch(database, Number(number));
  database.run("DELETE FROM pictures WHERE number = ?", number);
}

export function breakPromise(database: Database, id: PictureId): void {
  database.run("DELETE FROM pending_pictures WHERE id = ?", id);
}

/**
 * After a crash: a picture whose file appeared whole is recorded as its job's; of the others nothing stays behind.
 * Only the process that paints may call this.
 */
export async function settlePromises(
  database: Database,
  queue: SqliteQueue,
  timelineOf: (id: PictureId) => string,
): Promise<void> {
  for (const row of database.all("SELECT * FROM pending_pictures ORDER BY job_id, job_index")) {
    const picture = jsonOf(PromisedPicture, row.picture);
    if (!picture) {
      breakPromise(database, String(row.id)); // a whole file is found by the next import
      continue;
    }
    for (const path of [picture.path, timelineOf(picture.id)]) await removeParts(path);
    const info = await stat(picture.path).catch(() => undefined);
    const jobId = String(row.job_id);
    const index = Number(row.job_index);
    if (info && info.size > 0 && (await isOurs(picture))) {
      const whole = { ...picture, sizeBytes: info.size, modifiedAt: info.mtimeMs };
      await whenFree(database, () => keepPromise(database, queue, { jobId, index, picture: whole }));
      continue;
    }
    removeIfEmpty(picture.path);
    await removeTimeline(timelineOf(picture.id));
    await whenFree(database, () => breakPromise(database, picture.id));
  }
}

/** Whether a file is the promised one, not another process's that was quicker with its name. */
async function isOurs({ path, infotext }: NewPicture): Promise<boolean> {
  const bytes = await readFile(path);
  try {
    const written = readImageText(bytes, path);
    return written === undefined || written === infotext;
  } catch {
    return false;
  }
}

/** What `writeFileAtomically` had not finished. */
async function removeParts(path: string): Promise<void> {
  const start = partStartOf(path);
  for (const name of await readdir(dirname(path)).catch(() => []))
    if (name.startsWith(start) && name.endsWith(".part")) await rm(join(dirname(path), name), { force: true });
}
