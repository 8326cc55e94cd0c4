import { closeSync, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { SyncSource } from "@danfang/formats";

/** A file that is read where it is asked for; undefined where there is none. Close it. */
export function openSource(path: string): (SyncSource & { close(): void }) | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined; // to open a pipe is to wait
  const file = openSync(path, "r");
  const info = fstatSync(file);
  return {
    size: info.size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, info.size - offset)));
      let done = 0;
      while (done < bytes.length) {
        const count = readSync(file, bytes, done, bytes.length - done, offset + done);
        if (count === 0) break; // it has become shorter meanwhile
        done += count;
      }
      return done === bytes.length ? bytes : bytes.subarray(0, done);
    },
    close: () => closeSync(file),
  };
}
