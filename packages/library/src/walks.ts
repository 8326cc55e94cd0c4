import { type Stamp, stampOf, type Walk, walkFolder } from "./walk-folder.ts";

/** How folders are looked through. */
export interface Walks {
  at(folder: string): Promise<Walk>;
  /** Looks at the disk itself at the next calls. Gives whether anything had been remembered. */
  forget(): boolean;
}

/** Looks at the disk each time. */
export const freshWalks: Walks = { at: (folder) => walkFolder(folder), forget: () => false };

/** Looks at each folder once: for work that asks several times for the same, and is over soon. */
export function walksOnce(walk: (folder: string) => Promise<Walk> = (folder) => walkFolder(folder)): Walks {
  const known = new Map<string, Promise<Walk>>();
  return {
    at(folder) {
      const found = known.get(folder) ?? walk(folder);
      known.set(folder, found);
      return found;
    },
    forget() {
      known.clear();
      return true;
    },
  };
}

/** Nanoseconds within which a folder may change again and bear the same time: FAT counts in steps of two seconds. */
const coarsestTime = 2_000_000_000n;

interface Remembered {
  readonly walk: Walk;
  /** Nanoseconds since 1970, when it began. */
  readonly at: bigint;
}

/**
 * Looks through a folder again only when it has changed: a few folders are asked for their time instead of thousands of
 * files for their names. The walk of a folder that has not changed is the same object.
 *
 * A system that keeps no times of folders is believed until {@link Walks.forget}.
 */
export function rememberedWalks(
  walk: (folder: string) => Promise<Walk> = (folder) => walkFolder(folder),
  now: () => number = Date.now,
): Walks {
  const known = new Map<string, Promise<Remembered>>();
  async function look(folder: string): Promise<Remembered> {
    const at = BigInt(now()) * 1_000_000n;
    return { at, walk: await walk(folder) };
  }
  function lookAgain(folder: string): Promise<Remembered> {
    const looked = look(folder);
    known.set(folder, looked);
    looked.catch(() => known.delete(folder)); // whoever asked is told
    return looked;
  }
  return {
    async at(folder) {
      const before = known.get(folder);
      const remembered = await (before ?? lookAgain(folder));
      if (before === undefined || (await isAsBefore(remembered))) return remembered.walk;
      const now = known.get(folder);
      return (await (now === before || now === undefined ? lookAgain(folder) : now)).walk; // another has looked meanwhile
    },
    forget() {
      const had = known.size > 0;
      known.clear();
      return had;
    },
  };
}

async function isAsBefore({ walk, at }: Remembered): Promise<boolean> {
  const stamps = [...walk.seen];
  if (stamps.some(([, stamp]) => isUnsettled(stamp, at))) return false;
  const now = await Promise.all(stamps.map(([path]) => stampOf(path)));
  return stamps.every(([, stamp], i) => stamp === now[i]);
}

/** Whether a folder had changed so shortly before it was read that a later change may not show. */
function isUnsettled(stamp: Stamp, at: bigint): boolean {
  const [, , time] = stamp.split(" ");
  return time !== undefined && time !== "file" && BigInt(time) > at - coarsestTime;
}
