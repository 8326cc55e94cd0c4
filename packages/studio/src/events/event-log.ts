import { nextAfter } from "./next-after.ts";

/**
 * Events for many listeners at their own pace, bounded whatever they do.
 *
 * A listener owns nothing but its place. Events that tell the whole state of a thing replace the older ones of the same
 * thing (`keyOf`), so who is slow or was away gets the last of each, in order; who was away too long gets a reset.
 */
export interface EventLog<E> {
  publish(event: E): void;
  /** Everything after `lastId`, or from now on when absent; ends when `signal` aborts. Ids grow by one. */
  since(lastId: number | undefined, signal: AbortSignal): AsyncIterable<{ readonly id: number; readonly event: E }>;
}

export interface EventLogOptions<E> {
  /** What an event tells of; undefined: it is never replaced. */
  readonly keyOf: (event: E) => string | undefined;
  readonly reset: E;
  /** Events kept. */
  readonly capacity?: number;
  /**
   * Ids of an earlier run must be known as such: pass a number that grows from run to run by more than a run has events.
   */
  readonly firstId?: number;
}

const usualCapacity = 1000;

export function openEventLog<E>({
  keyOf,
  reset,
  capacity = usualCapacity,
  firstId = 1,
}: EventLogOptions<E>): EventLog<E> {
  const kept = new Map<number, { readonly event: E; readonly key: string | undefined }>(); // in the order of ids
  const latest = new Map<string, number>();
  let nextId = firstId;
  /** Everything up to here may be missing. */
  let lostId = firstId - 1;
  const sleepers = new Set<() => void>();

  function forget(id: number): void {
    const key = kept.get(id)?.key;
    kept.delete(id);
    if (key !== undefined && latest.get(key) === id) latest.delete(key);
  }

  return {
    publish(event) {
      const id = nextId++;
      const key = keyOf(event);
      const older = key === undefined ? undefined : latest.get(key);
      if (older !== undefined) forget(older);
      if (key !== undefined) latest.set(key, id);
      kept.set(id, { event, key });
      if (kept.size > capacity) {
        const [oldest = id] = kept.keys();
        forget(oldest);
        lostId = oldest;
      }
      for (const wake of sleepers) wake();
    },

    async *since(lastId, signal) {
      let wake = () => {};
      const onNews = () => wake();
      sleepers.add(onNews);
      signal.addEventListener("abort", onNews, { once: true });
      let place = lastId ?? nextId - 1;
      try {
        while (!signal.aborted) {
          if (place < lostId || place >= nextId) {
            place = nextId - 1;
            yield { id: place, event: reset };
          }
          const next = place < nextId - 1 ? nextAfter(kept, place, nextId) : undefined;
          if (next) {
            place = next[0];
            yield { id: place, event: next[1].event };
          } else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
      } finally {
        sleepers.delete(onNews);
        signal.removeEventListener("abort", onNews);
      }
    },
  };
}
