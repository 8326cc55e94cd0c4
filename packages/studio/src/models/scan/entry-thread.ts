import { parentPort } from "node:worker_threads";
import { errorFrom, type Problem, problemOf, unattended } from "@danfang/domain";
import { type EntryOrder, readModelEntry } from "../read-model-entry.ts";

/** What a thread is asked; it answers with the entries in that order, or with what was wrong. */
export interface EntryCall {
  readonly id: number;
  readonly orders: readonly EntryOrder[];
}

async function answer({ id, orders }: EntryCall): Promise<void> {
  try {
    const entries: Awaited<ReturnType<typeof readModelEntry>>[] = [];
    for (const order of orders) entries.push(await readModelEntry(order)); // one header in memory at a time
    parentPort?.postMessage({ id, entries });
  } catch (error) {
    parentPort?.postMessage({ id, problem: problemOf(error) });
  }
}
/** What the thread throws is its end, and its parent is told. */
const end = (problem: Problem): never => {
  throw errorFrom(problem);
};
parentPort?.on("message", unattended(answer, end));
