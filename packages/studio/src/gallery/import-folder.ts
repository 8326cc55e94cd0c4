import { readdir, realpath } from "node:fs/promises";
import { extname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { Clock } from "@danfang/domain";
import { type Problem, problemOf } from "@danfang/domain";
import { demandFolder, parseFolderPath } from "@danfang/library";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import type { ImportOptions, ImportReport } from "./gallery.ts";
import { insertPicture } from "./picture-row.ts";
import { readPictureFile } from "./read-picture-file.ts";

const suffixes: ReadonlySet<string> = new Set([".png", ".jpg", ".jpeg", ".webp"]);
const deepest = 16;
const mostFiles = 1_000_000;
/** Pictures added in one transaction, and files read at once. */
const stretch = 64;
const mostFailures = 1000;

/** Every picture file below a folder, in order of name. Links are not followed: they may lead anywhere. */
async function* walk(folder: string, depth = 0): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // unreadable: nothing to offer
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < deepest) yield* walk(path, depth + 1);
    else if (entry.isFile() && suffixes.has(extname(entry.name).toLowerCase())) yield path;
  }
}

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
      if (result.status === "rejected" && failed.length < mostFailures && !isPending(fresh[i] ?? ""))
        failed.push({ path: fresh[i] ?? "", ...problemOf(result.reason) });
    known += paths.length - fresh.length;
    done += paths.length;
    onProgress({ done, added });
    await setImmediate(); // a folder of known files must not hold everybody up
  }

  let batch: string[] = [];
  let found = 0;
  for await (const path of walk(root)) {
    if (signal?.aborted || found++ >= mostFiles) break;
    batch.push(path);
    if (batch.length < stretch) continue;
    await take(batch);
    batch = [];
  }
  if (!signal?.aborted) await take(batch);
  return { added, known, failed };
}
