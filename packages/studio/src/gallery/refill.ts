import { stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { refillFlag } from "../database/salvage/salvage.ts";
import { hideFromSearch, makeFindable, recipeOf } from "./picture-row.ts";
import { readPictureFile } from "./read-picture-file.ts";
import { timelinePath } from "./timeline-file.ts";

/** Pictures that are looked after at once. */
const stretch = 64;

export interface RefillOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly timelines: string;
  readonly signal: AbortSignal;
}

/**
 * Makes again what a mended database lacks of pictures that it has: recipes are in their files, searches are made of
 * recipes. Newest first, a little at a time; what was done is done after a restart too. Without anything to do, nothing.
 */
export async function refillGallery({ database, clock, timelines, signal }: RefillOptions): Promise<void> {
  while (!signal.aborted) {
    const done = database.first("SELECT value FROM flags WHERE name = ?", refillFlag)?.value;
    if (done === undefined) return;
    const rows = database.all(
      `SELECT pictures.*, recipe, infotext FROM pictures LEFT JOIN picture_details USING (number)
       WHERE :done = '' OR number < CAST(:done AS INTEGER) ORDER BY number DESC LIMIT :stretch`,
      { done, stretch },
    );
    const read = await Promise.all(rows.map((row) => readAgain(row, clock.now(), timelines)));
    database.quickly(() => {
      for (const [i, row] of rows.entries()) refill(database, row, read[i]);
      const last = rows.at(-1)?.number;
      if (last === undefined) database.run("DELETE FROM flags WHERE name = ?", refillFlag);
      else database.run("UPDATE flags SET value = ? WHERE name = ?", String(last), refillFlag);
    });
    await setImmediate();
  }
}

/** Of a picture whose row, or part of it, was lost: what its file says. A file that is gone says nothing. */
async function readAgain(row: Row, now: number, timelines: string) {
  if (row.recipe !== null && row.width !== 0) return undefined;
  const hasTimeline = await stat(timelinePath(timelines, String(row.id))).then(
    () => true,
    () => false,
  );
  const picture = await readPictureFile(String(row.path), now).catch(() => undefined);
  return { picture, hasTimeline };
}

function refill(database: Database, row: Row, read: Awaited<ReturnType<typeof readAgain>>): void {
  const number = Number(row.number);
  if (!database.first("SELECT 1 FROM pictures WHERE number = ?", number)) return; // purged meanwhile
  const { recipe = recipeOf(row), infotext = String(row.infotext ?? "") } = read?.picture ?? {};
  if (row.recipe === null)
    database.run("INSERT OR IGNORE INTO picture_details VALUES (?, ?, ?)", number, JSON.stringify(recipe), infotext);
  if (row.width === 0 && read?.picture) {
    const { width, height, sizeBytes, modifiedAt } = read.picture;
    database.run(
      `UPDATE pictures SET width = ?, height = ?, size_bytes = ?, modified_at = ?, has_timeline = ? WHERE number = ?`,
      ...[width, height, sizeBytes, Math.floor(modifiedAt), Number(read.hasTimeline), number],
    );
  }
  const isShown = database.first("SELECT deleted_at, is_passing FROM pictures WHERE number = ?", number);
  hideFromSearch(database, number);
  if (isShown?.deleted_at === null && isShown.is_passing === 0) makeFindable(database, number, recipe);
}
