import { parentPort } from "node:worker_threads";
import { errorFrom, type Problem, problemOf, unattended } from "@danfang/domain";
import { type ReadingName, readings } from "./readings.ts";

/** What a thread is asked, and what it answers. */
export interface ReadingCall {
  readonly id: number;
  readonly name: ReadingName;
  readonly input: unknown;
}

function answer({ id, name, input }: ReadingCall): void {
  try {
    parentPort?.postMessage({ id, output: readings[name](input as never) });
  } catch (error) {
    parentPort?.postMessage({ id, problem: problemOf(error) });
  }
}
/** What the thread throws is its end, and its parent is told. */
const end = (problem: Problem): never => {
  throw errorFrom(problem);
};
parentPort?.on("message", unattended(answer, end));
