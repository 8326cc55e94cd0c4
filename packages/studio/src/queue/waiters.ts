import type { Job, JobId } from "@danfang/domain";
import { queueErrors } from "../problems/queue-errors.ts";
import { finishedStates } from "./queue.ts";

/** Those who wait for jobs to end. */
export interface Waiters {
  wait(id: JobId, get: (id: JobId) => Job | undefined, signal: AbortSignal | undefined): Promise<Job>;
  /** Looks again at every job that somebody waits for, or at one. */
  look(get: (id: JobId) => Job | undefined, id?: string): void;
}

export function openWaiters(): Waiters {
  const waiting = new Map<string, Set<(job: Job | undefined) => void>>();

  return {
    wait(id, get, signal) {
      const job = get(id);
      if (job && finishedStates.has(job.state)) return Promise.resolve(job);
      if (!job) return Promise.reject(queueErrors.notFound({ id }));
      if (signal?.aborted) return Promise.reject(signal.reason);
      const { promise, resolve, reject } = Promise.withResolvers<Job>();
      const tell = (ended: Job | undefined) => (ended ? resolve(ended) : reject(queueErrors.notFound({ id })));
      const abandon = () => reject(signal?.reason);
      const own = waiting.get(id) ?? new Set();
      waiting.set(id, own.add(tell));
      signal?.addEventListener("abort", abandon, { once: true });
      return promise.finally(() => {
        signal?.removeEventListener("abort", abandon);
        own.delete(tell);
        if (own.size === 0 && waiting.get(id) === own) waiting.delete(id);
      });
    },
    look(get, id) {
      for (const one of id === undefined ? [...waiting.keys()] : [id]) {
        const tells = waiting.get(one);
        const job = tells && get(one);
        if (tells && (!job || finishedStates.has(job.state))) for (const tell of [...tells]) tell(job);
      }
    },
  };
}
