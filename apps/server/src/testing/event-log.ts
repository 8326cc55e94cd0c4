import type { EventLog } from "../border/studio.ts";

export type { EventLog } from "../border/studio.ts";

/** Events in memory; who was away longer than `kept` events is told to begin anew. */
export function openEventLog<E>(reset: E, kept = 100): EventLog<E> & { readonly listeners: number } {
  const events: { id: number; event: E }[] = [];
  let lastId = 0;
  let news = Promise.withResolvers<void>();
  let listeners = 0;
  return {
    get listeners() {
      return listeners;
    },
    publish(event) {
      events.push({ id: ++lastId, event });
      if (events.length > kept) events.shift();
      news.resolve();
      news = Promise.withResolvers();
    },
    async *since(seen, signal) {
      const over = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      let place = seen ?? lastId;
      listeners++;
      try {
        while (!signal.aborted) {
          const oldest = events[0]?.id ?? lastId + 1;
          if (place > lastId || place + 1 < oldest) {
            place = lastId;
            yield { id: place, event: reset };
          }
          const next = events.find(({ id }) => id > place);
          if (next) {
            place = next.id;
            yield next;
          } else await Promise.race([news.promise, over]);
        }
      } finally {
        listeners--;
      }
    },
  };
}
