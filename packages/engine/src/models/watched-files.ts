import { stampOf } from "./model-stamp.ts";

/** Asked before a file is used. */
export type Renew = (file: string) => Promise<void>;

/** Looks whether a file has changed since it was last asked for; `forget` is told if so, and then nothing made of it is kept. */
export function watchedFiles(forget: (file: string) => Promise<void>): Renew {
  const stamps = new Map<string, string>();
  return async (file) => {
    const stamp = await stampOf(file);
    const known = stamps.get(file);
    stamps.set(file, stamp);
    if (known !== undefined && known !== stamp) await forget(file);
  };
}
