import { Worker } from "node:worker_threads";

/** Megabytes: the thread only answers. */
const resourceLimits = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 };

/** Starts what gives signs of life and ends this process with its parent. */
export function startPulseThread(): void {
  const thread = new Worker(new URL("pulse-thread.ts", import.meta.url), { resourceLimits });
  thread.on("error", () => undefined); // a system without such a line: the parent hears no signs, and goes by the messages
  thread.unref();
}
