import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@danfang/domain";
import { type Problem, systemCause } from "@danfang/domain";
import { attended } from "./attended.ts";
import type { Troubles } from "./troubles.ts";

export interface WatchFoldersOptions {
  readonly clock: Clock;
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Asked each time: settings may change. */
  readonly folders: () => Promise<readonly string[]>;
  /** What to say of one that is not there. */
  readonly problemOf: (folder: string) => Problem;
  /** Some that were there are gone. */
  readonly onGone?: () => Promise<unknown>;
  /** Some that were gone are there again. */
  readonly onBack: () => Promise<void>;
}

export interface WatchedFolders {
  /** Folders that were not there at the last look. */
  readonly gone: ReadonlySet<string>;
  stop(): void;
}

/** How often is looked, milliseconds: drives come and go by hand. */
const lookout = 5_000;

/** Looks whether folders are there, now and again: while one is not, that is a trouble. */
export function watchFolders({
  clock,
  troubles,
  folders,
  problemOf,
  onGone,
  onBack,
}: WatchFoldersOptions): WatchedFolders {
  const gone = new Set<string>();
  let hasLooked = false;
  let isLooking = false; // a network drive may not answer for minutes

  async function look(): Promise<void> {
    const wanted = await folders();
    const there = await Promise.all(wanted.map(isThere));
    const missing = new Set(wanted.filter((_, i) => !there[i]));
    const back = [...gone].filter((folder) => !missing.has(folder));
    for (const folder of back) {
      gone.delete(folder);
      troubles.over(keyOf(folder));
    }
    const isNews = [...missing].some((folder) => !gone.has(folder)) && hasLooked;
    hasLooked = true;
    for (const folder of missing) {
      gone.add(folder);
      troubles.begin(problemOf(folder), keyOf(folder));
    }
    if (isNews) await onGone?.();
    if (back.length > 0) await onBack();
  }
  const lookOnce = async () => {
    if (isLooking) return;
    isLooking = true;
    await look().finally(() => {
      isLooking = false;
    });
  };
  const attendedLook = attended(troubles, "folders", lookOnce);
  const stop = clock.every(lookout, attendedLook);
  attendedLook();
  return { gone, stop };
}

const keyOf = (folder: string): string => `folder ${folder}`;

/** Whether its files can be listed. A folder that the system does not answer for is not there. */
async function isThere(folder: string): Promise<boolean> {
  try {
    await access(join(folder, "."), constants.R_OK | constants.X_OK);
    return true;
  } catch (error) {
    if (systemCause(error)) return false;
    throw error;
  }
}
