import { type DatabasePages, readDatabasePages, type SyncSource } from "@danfang/formats";
import { openSource } from "./file-source.ts";
import { isSound } from "./is-sound.ts";

/** Works on the pages of a database's file and its log, as they were last committed. */
export function withPages<T>(path: string, work: (pages: DatabasePages) => T): T {
  const file = openSource(path);
  const log = openSource(`${path}-wal`);
  try {
    return work(readDatabasePages(file ?? nothing, log));
  } finally {
    file?.close();
    log?.close();
  }
}

/** The same for what is to be saved: a log of another database, left here by chance, is not read. */
export function withOwnPages<T>(path: string, work: (pages: DatabasePages) => T): T {
  return withPages(path, (both) => {
    const file = openSource(path);
    try {
      const alone = file && readDatabasePages(file, undefined);
      const isForeign = alone !== undefined && !both.faults.includes("log") && !isSound(both) && isSound(alone);
      return work(isForeign ? alone : both);
    } finally {
      file?.close();
    }
  });
}

const nothing: SyncSource = { size: 0, read: () => new Uint8Array() };
