import { isDeepStrictEqual } from "node:util";
import type { Hashes, PassedOver, Walks } from "@danfang/library";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { attended } from "../health/attended.ts";
import type { Troubles } from "../health/troubles.ts";
import { hashFields, lookThrough } from "./look-through.ts";
import type { ListedModel } from "./models.ts";
import { type Found, type Listed, rememberedModels, replaceModels } from "./models-table.ts";

export interface ListingOptions {
  readonly database: Database;
  readonly hashes: Hashes;
  readonly walks: Walks;
  /** In the order they are searched; asked each time, for settings may change. */
  readonly roots: () => Promise<readonly string[]>;
  readonly onChange: () => void;
  /** Told of what nobody asked for: looking through the folders, remembering what was found. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Does work that nobody waits for, now or as soon as the disk and other programs let it be done. */
  readonly keep: (work: () => Promise<unknown>) => void;
}

/** What is listed, from the last run until the folders were looked through, and from then on as they are. */
export interface Listing {
  listed(): Promise<readonly Listed[]>;
  refresh(): Promise<readonly Listed[]>;
  /** With what changed about a model; undefined for one that is not on these shelves. */
  changed(path: string, change: Partial<ListedModel>): Promise<ListedModel | undefined>;
  /** What is listed of a root now, and what was passed over in it since the start. */
  inRoot(root: string): { readonly listed: readonly Listed[]; readonly passedOver: PassedOver | undefined };
}

export function openListing(options: ListingOptions): Listing {
  const { database, hashes, roots, onChange, troubles, keep } = options;
  let current: Promise<readonly Listed[]> | undefined;
  let refreshing: Promise<readonly Listed[]> | undefined;
  let complete: readonly Listed[] = [];
  let passedOver: ReadonlyMap<string, PassedOver> = new Map();
  let found: readonly Found[] = [];
  const remember = () => whenFree(database, () => database.transaction(() => replaceModels(database, found)));

  /** Anew, should other roots be named meanwhile. */
  async function look(): Promise<readonly Listed[]> {
    const wanted = await roots();
    const looked = await lookThrough(wanted, options);
    ({ found, passedOver } = looked);
    keep(remember); // what was found is the answer, whether or not it can be remembered now
    complete = found.map(({ path, root, entry }) => ({ path, root, entry }));
    return isDeepStrictEqual(await roots(), wanted) ? complete : look();
  }
  async function lookAgain(): Promise<readonly Listed[]> {
    const before = await current?.catch(() => []);
    const now = await look();
    current = Promise.resolve(now);
    if (!isDeepStrictEqual(now, before)) onChange();
    return now;
  }
  function refresh(): Promise<readonly Listed[]> {
    refreshing ??= lookAgain().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }
  async function first(): Promise<readonly Listed[]> {
    complete = rememberedModels(database, await roots());
    if (complete.length === 0) return look();
    queueMicrotask(attended(troubles, "models", refresh));
    return complete;
  }
  function listed(): Promise<readonly Listed[]> {
    current ??= first();
    const now = current;
    now.catch(() => {
      if (current === now) current = undefined; // the next who asks has it tried again
    });
    return now;
  }
  async function changed(path: string, change: Partial<ListedModel>): Promise<ListedModel | undefined> {
    const now = listed().then((all) =>
      all.map((one) => (one.path === path ? { ...one, entry: { ...one.entry, ...change } } : one)),
    );
    current = now; // so that the next change builds on this one
    const entry = (await now).find((one) => one.path === path)?.entry;
    if (entry) onChange();
    return entry;
  }
  /** Once folders are looked through: a look that has passed the file already would forget its hash. */
  async function learn(path: string, sha256: string): Promise<void> {
    await refreshing?.catch(() => undefined);
    await changed(path, hashFields(sha256));
  }
  const learned = attended(troubles, "models", learn);
  hashes.watch((path, sha256) => {
    if (current) learned(path, sha256);
  });
  return {
    listed,
    refresh,
    changed,
    inRoot: (root) => ({ listed: complete.filter((one) => one.root === root), passedOver: passedOver.get(root) }),
  };
}
