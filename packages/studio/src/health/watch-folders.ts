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
  /** Looks, and tells whether one is gone now. */
  isAnyGone(): Promise<boolean>;
  stop(): void;
}

/** How often is looked, milliseconds: drives come and go by hand. */
const lookout = 5_000;

/** Looks whether folders are there, now and again: while one is not, that is a trouble. */
export function watchFolders({ clock, troubles, folders, ...options }: WatchFoldersOptions): WatchedFolders {
  const gone = new Set<string>();
  let hasLooked = false;
  let looking: Promise<void> | undefined; // a network drive may not answer for minutes
  const tellGone = attended(troubles, "folders that are gone", async () => options.onGone?.());
  const tellBack = attended(troubles, "folders that are back", options.onBack);

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
      troubles.begin(options.problemOf(folder), keyOf(folder));
    }
    if (isNews) tellGone();
    if (back.length > 0) tellBack();
  }
  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }
  const attendedLook = attended(troubles, "folders", lookOnce);
  const stop = clock.every(lookout, attendedLook);
  attendedLook();
  return {
    async isAnyGone() {
      await looking; // it may have begun before what is asked about
      await lookOnce();
      return gone.size > 0;
    },
    stop,
  };
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
