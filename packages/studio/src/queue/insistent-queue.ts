import type { WorkerQueue } from "./queue.ts";

/** A worker's queue whose every change is made by `insist`, which may try several times. */
export const insistentQueue = (
  queue: WorkerQueue,
  insist: <T>(work: () => T | Promise<T>) => Promise<T>,
): WorkerQueue => ({
  ...queue,
  take: () => insist(() => queue.take()),
  addNote: (id, note) => insist(() => queue.addNote(id, note)),
  skipTo: (id, index) => insist(() => queue.skipTo(id, index)),
  finish: (id) => insist(() => queue.finish(id)),
  fail: (id, problem) => insist(() => queue.fail(id, problem)),
  stopped: (id) => insist(() => queue.stopped(id)),
  putBack: (id, problem) => insist(() => queue.putBack(id, problem)),
});
