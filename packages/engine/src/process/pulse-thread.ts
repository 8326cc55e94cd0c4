import { Socket } from "node:net";
import { setTimeout as elapsed } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { pulseLine } from "./pulse-line.ts";

/**
 * The engine process's second thread. onnxruntime holds the first one for seconds to minutes; this one answers whoever
 * asks whether the process lives, and ends it when its parent is gone, whatever the first one is doing. It imports none of
 * ours: it must be there soon, and be small.
 */
const line = new Socket({ fd: pulseLine, readable: true, writable: true });

/** How long the first thread has to end in its own way, milliseconds. */
const grace = 300;

/** Grows while the process computes (its microseconds of processor time) or waits for a disk (a block counts as 20 ms). */
function workSoFar(): number {
  const { userCPUTime, systemCPUTime, fsRead, majorPageFault } = process.resourceUsage();
  return userCPUTime + systemCPUTime + (fsRead + majorPageFault) * 20_000;
}

parentPort?.postMessage("listening");
try {
  for await (const _ of line) line.write(`${workSoFar()}\n`);
} catch {
  // cut off by its other end: the parent was killed
}
await elapsed(grace);
process.kill(process.pid, "SIGKILL");
