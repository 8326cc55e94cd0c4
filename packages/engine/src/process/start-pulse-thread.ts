import { Worker } from "node:worker_threads";

/** Megabytes: the thread only answers. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 };

/**
 * Starts what gives signs of life and ends this process with its parent. Whether it does: a system may have no line for
 * it, and then the parent goes by messages alone.
 */
export function startPulseThread(): Promise<boolean> {
  const thread = new Worker(new URL("pulse-thread.ts", import.meta.url), { resourceLimits });
  const listening = Promise.withResolvers<boolean>();
  thread.once("message", () => listening.resolve(true));
  thread.on("error", () => listening.resolve(false));
  listening.promise.finally(() => thread.unref());
  return listening.promise;
}
