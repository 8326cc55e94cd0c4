import { isDeepStrictEqual } from "node:util";
import { isListedKind, listedKinds, type ModelCounts, type Sha256, type ShelfKind } from "@danfang/domain";
import { type Hashes, type PassedOver, stampOf } from "@danfang/library";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { attended } from "../health/attended.ts";
import type { Troubles } from "../health/troubles.ts";
import { changeEntry } from "./index/model-rows.ts";
import type { ListedModel } from "./models.ts";
import { openEntryReader } from "./scan/entry-reader.ts";
import { type ScanReport, scanRoots } from "./scan/scan.ts";

export interface ListingOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  /** In the order they are searched; asked each time, for settings may change. */
  readonly roots: () => Promise<readonly string[]>;
  /** A folder of models that stand by: they are listed as shelved, and found by no name. */
  readonly shelf?: string;
  readonly onChange: () => void;
  /** Told of what nobody asked for: looking through the folders, remembering what was found. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Aborted when the studio closes. */
  readonly signal?: AbortSignal;
}

/** The index of models, kept in line with the folders. */
export interface Listing {
  /** Roots of the moment, once the index knows something of them or they were looked through. */
  ready(): Promise<readonly string[]>;
  /** Roots of the moment, at once; looks through them in the background if nobody has yet. */
  begun(): Promise<readonly string[]>;
  /** Looks through the folders as they are now; all who ask while a look is under way wait for the same next one. */
  refresh(): Promise<void>;
  isScanning(): boolean;
  /** Whether folders of a kind are as they were looked at last, as far as is known: times are asked for, and no names. */
  isFresh(kind: ShelfKind): Promise<boolean>;
  /** What changed about a model; undefined for one that is not on these shelves. */
  changed(path: string, change: Partial<ListedModel>): Promise<ListedModel | undefined>;
  /** What is listed of a root now, and what was passed over in it since the start. */
  inRoot(root: string): { readonly counts: ModelCounts; readonly passedOver: PassedOver | undefined };
}

/** Milliseconds between two words that something changed, while folders are looked through. */
const wordEvery = 500;

/** Digits of a SHA-256 that AUTOMATIC1111 shows. */
const shortHash = 10;
export const hashFields = (sha256: Sha256) => ({ hash: sha256.slice(0, shortHash), sha256 });

export function openListing(options: ListingOptions): Listing {
  const { database, hashes, roots, shelf, troubles, signal } = options;
  const word = openWord(options.onChange);
  let report: ScanReport | undefined;
  let scanning: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  let hasBegun = false;

  /** Anew, should other roots be named meanwhile. */
  async function look(): Promise<void> {
    const wanted = await roots();
    const reader = openEntryReader();
    try {
      report = await scanRoots(wanted, { database, hashes, reader, shelf, signal, onChange: word.later });
    } finally {
      await reader.close();
    }
    if (!signal?.aborted && !isDeepStrictEqual(await roots(), wanted)) await look();
  }
  function start(): Promise<void> {
    hasBegun = true;
    scanning = look().finally(() => {
      scanning = undefined;
      word.now();
    });
    return scanning;
  }
  /** A look that is under way may have passed what is asked about: another one follows it. */
  function refresh(): Promise<void> {
    if (scanning === undefined) return start();
    const goOn = () => {
      following = undefined;
      return start();
    };
    following ??= scanning.then(goOn, goOn);
    return following;
  }
  const refreshUnasked = attended(troubles, "models", refresh);
  async function begun(): Promise<readonly string[]> {
    if (!hasBegun) refreshUnasked();
    return roots();
  }
  async function ready(): Promise<readonly string[]> {
    const wanted = await roots();
    if (isKnown(database, wanted)) return begun();
    await (scanning ?? (hasBegun ? undefined : refresh()));
    return wanted;
  }
  async function changed(path: string, change: Partial<ListedModel>): Promise<ListedModel | undefined> {
    const entry = await whenFree(database, () => changeEntry(database, path, (before) => ({ ...before, ...change })));
    if (entry) options.onChange();
    return entry;
  }
  /** Once folders are looked through: a look that has passed the file already would forget its hash. */
  async function learn(path: string, sha256: Sha256): Promise<void> {
    await scanning?.catch(() => undefined); // whoever asked for the look is told
    await changed(path, hashFields(sha256));
  }
  const learned = attended(troubles, "models", learn);
  hashes.watch((path, sha256) => {
    if (hasBegun) learned(path, sha256);
  });
  return {
    ready,
    begun,
    refresh,
    changed,
    isScanning: () => scanning !== undefined,
    async isFresh(kind) {
      const seen = [...(report?.seen.get(kind) ?? [])];
      const now = await Promise.all(seen.map(([folder]) => stampOf(folder)));
      return seen.every(([, stamp], i) => stamp === now[i]);
    },
    inRoot: (root) => ({ counts: countsIn(database, root), passedOver: report?.passedOver.get(root) }),
  };
}

/** Tells of changes at the end of a look, and now and then during a long one. */
function openWord(tell: () => void): { later: () => void; now: () => void } {
  let last = 0;
  let isOwed = false;
  const now = () => {
    if (!isOwed) return;
    isOwed = false;
    last = performance.now();
    tell();
  };
  return {
    now,
    later() {
      if (!isOwed) {
        isOwed = true;
        if (last === 0) last = performance.now();
      }
      if (performance.now() - last > wordEvery) now();
    },
  };
}

const isKnown = (database: Database, roots: readonly string[]): boolean =>
  roots.some((root) =>
    listedKinds.some((kind) => database.first("SELECT 1 FROM models WHERE root = ? AND kind = ? LIMIT 1", root, kind)),
  );

function countsIn(database: Database, root: string): ModelCounts {
  const rows = database.all(
    "SELECT kind, count(*) AS n FROM models WHERE root = ? AND is_copy = 0 AND is_absent = 0 GROUP BY kind",
    root,
  );
  return Object.fromEntries(
    rows.flatMap(({ kind, n }) => (isListedKind(String(kind)) ? [[String(kind), Number(n)]] : [])),
  );
}
