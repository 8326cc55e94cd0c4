import { parentPort } from "node:worker_threads";
import { problemOf } from "@danfang/domain";
import { type ReadingName, readings } from "./readings.ts";

/** What a thread is asked, and what it answers. */
export interface ReadingCall {
  readonly id: number;
  readonly name: ReadingName;
  readonly input: unknown;
}

parentPort?.on("message", ({ id, name, input }: ReadingCall) => {
  try {
    parentPort?.postMessage({ id, output: readings[name](input as never) });
  } catch (error) {
    parentPort?.postMessage({ id, problem: problemOf(error) });
  }
});
