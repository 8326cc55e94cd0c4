import { parentPort, workerData } from "node:worker_threads";
import { integrityFault } from "./integrity-fault.ts";

/** A thread of its own: tells what is wrong with a database, or nothing. */
parentPort?.postMessage(integrityFault(String(workerData)));
