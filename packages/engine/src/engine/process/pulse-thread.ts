import { Socket } from "node:net";
import { setTimeout } from "node:timers";
import { unattended } from "@danfang/domain";
import { pulseLine } from "./pulse-line.ts";

/**
 * The engine process's second thread. onnxruntime holds the first one for seconds to minutes; this one answers whoever
 * asks whether the process lives, and ends it when its parent is gone, whatever the first one is doing.
 */
const line = new Socket({ fd: pulseLine, readable: true, writable: true });

/** How long the first thread has to end in its own way, milliseconds. */
const grace = 300;

/** Grows while the process computes (its microseconds of processor time) or waits for a disk (a block counts as 20 ms). */
function workSoFar(): number {
  const { userCPUTime, systemCPUTime, fsRead, majorPageFault } = process.resourceUsage();
  return userCPUTime + systemCPUTime + (fsRead + majorPageFault) * 20_000;
}

line.on(
  "data",
  unattended(
    () => line.write(`${workSoFar()}\n`),
    () => line.destroy(),
  ),
);
line.on("error", () => line.destroy()); // "close" follows
line.on("close", () => setTimeout(() => process.kill(process.pid, "SIGKILL"), grace));
