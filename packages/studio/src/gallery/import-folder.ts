import { realpath } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "@danfang/domain";
import { type Problem, problemOf } from "@danfang/domain";
import { demandFolder, parseFolderPath } from "@danfang/library";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import type { ImportOptions, ImportReport } from "./gallery.ts";
import { insertPicture } from "./picture-row.ts";
import { readPictureFile } from "./read-picture-file.ts";
import { walkPictures } from "./walk-pictures.ts";

/** Pictures added in one transaction, and files read at once. */
const stretch = 64;
const mostFailures = 1000;

/** See {@link Gallery.importFolder}. */
export async function importFolder(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  folder: string,
  { onProgress = () => undefined, signal }: ImportOptions = {},
): Promise<ImportReport> {
  const path = parseFolderPath(folder);
  await demandFolder(path);
  const root = await realpath(path);
  const remember = "INSERT INTO picture_folders VALUES (?) ON CONFLICT DO NOTHING";
  await whenFree(database, () => database.run(remember, root));
  const failed: (Problem & { path: string })[] = [];
  let added = 0;
  let known = 0;
  let done = 0;

  const fail = (path: string, problem: Problem): void => {
    if (failed.length < mostFailures) failed.push({ path, ...problem });
  };
  /** A picture that is being painted gets its row from the painter. */
  const isPending = (path: string) =>
    database.first("SELECT 1 FROM pending_pictures WHERE path = ?", path) !== undefined;

  async function take(paths: readonly string[]): Promise<void> {
    const isNew = (path: string) =>
      database.first("SELECT 1 FROM pictures WHERE path = ?", path) === undefined && !isPending(path);
    const fresh = paths.filter(isNew);
    const read = await Promise.allSettled(fresh.map((path) => readPictureFile(path, clock.now())));
    /** Gives how many; it may have to be done again. */
    const insert = (): number => {
      let inserted = 0;
      for (const [i, result] of read.entries())
        if (isPending(fresh[i] ?? "")) continue;
        else if (result.status === "fulfilled") inserted += Number(insertPicture(database, result.value));
      return inserted;
    };
    added += await whenFree(database, () => database.transaction(insert));
    for (const [i, result] of read.entries())
      if (result.status === "rejected" && !isPending(fresh[i] ?? "")) fail(fresh[i] ?? "", problemOf(result.reason));
    known += paths.length - fresh.length;
    done += paths.length;
    onProgress({ done, added });
    await setImmediate(); // a folder of known files must not hold everybody up
  }

  let batch: string[] = [];
  for await (const met of walkPictures(root)) {
    if (signal?.aborted) break;
    if (met.is === "passedOver") fail(met.path, met.problem);
    else batch.push(met.path);
    if (batch.length < stretch) continue;
    await take(batch);
    batch = [];
  }
  if (!signal?.aborted) await take(batch);
  return { added, known, failed };
}
