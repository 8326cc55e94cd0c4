import { useSyncExternalStore } from "react";

/** A value that several components watch. */
export interface Store<T> {
  get(): T;
  set(change: T | ((before: T) => T)): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(change) {
      const next = typeof change === "function" ? (change as (before: T) => T)(value) : change;
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A value that is watched but not set. */
export type Watched<T> = Omit<Store<T>, "set">;

/** Where a value survives: in the browser, for all its tabs; or in its tab, whose successors begin with it. */
type Keeper = "browser" | "tab";

interface Keeping<T> {
  /** What is kept but no longer fits is dropped. */
  readonly restore: (kept: unknown) => T;
  readonly in?: Keeper;
  /** Where not all of the value is kept. */
  readonly part?: (value: T) => T;
  /** Where the value is no JSON, or is kept shorter; `restore` reads it. */
  readonly print?: (value: T) => unknown;
}

/** A store whose value survives reload. */
export function createKeptStore<T>(key: string, initial: T, keeping: Keeping<T> | Keeping<T>["restore"]): Store<T> {
  const {
    restore,
    in: keeper = "browser",
    part,
    print,
  } = typeof keeping === "function" ? { restore: keeping } : keeping;
  const storages = keeper === "tab" ? (["sessionStorage", "localStorage"] as const) : (["localStorage"] as const);
  const kept = readKept(key, storages);
  const store = createStore(kept === undefined ? initial : restore(kept));
  store.subscribe(() => {
    const kept = part === undefined ? store.get() : part(store.get());
    const text = JSON.stringify(print === undefined ? kept : print(kept));
    for (const storage of storages)
      try {
        globalThis[storage].setItem(key, text);
      } catch {
        // Full or forbidden storage costs the draft's survival, not the work at hand.
      }
  });
  return store;
}

/** What the first of the storages that has the key has there. */
function readKept(key: string, storages: readonly ("sessionStorage" | "localStorage")[]): unknown {
  for (const storage of storages)
    try {
      const text = globalThis[storage].getItem(key);
      if (text !== null) return JSON.parse(text);
    } catch {
      // Forbidden, or not what was written there: as if nothing was kept.
    }
  return undefined;
}

export const useStore = <T>(store: Watched<T>): T => useSyncExternalStore(store.subscribe, store.get);
