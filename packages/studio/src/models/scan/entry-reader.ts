import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { errorFrom, type Problem, problemOf, unattended } from "@danfang/domain";
import { modelsErrors } from "../../problems/models-errors.ts";
import { type EntryOrder, type FileEntry, readModelEntry } from "../read-model-entry.ts";

type Entries = readonly (FileEntry | undefined)[];

/** Reads headers. Close it: its threads hold memory. */
export interface EntryReader {
  read(orders: readonly EntryOrder[]): Promise<Entries>;
  close(): Promise<void>;
}

/** So few files are read at once where they are asked for: starting a thread takes longer. */
const fewFiles = 48;
/** More threads than this wait for the disk. */
const mostThreads = 4;

type Answer = { readonly id: number } & ({ readonly entries: Entries } | { readonly problem: Problem });

/** A reader whose threads begin once there are many files to read. */
export function openEntryReader(): EntryReader {
  const threads: EntryThread[] = [];
  let asked = 0;
  let turn = 0;
  function nextThread(): EntryThread {
    const most = Math.min(mostThreads, availableParallelism());
    if (threads.length < most) threads.push(startThread());
    return threads[turn++ % threads.length] ?? startThread();
  }
  return {
    async read(orders) {
      asked += orders.length;
      if (orders.length === 0) return [];
      return asked <= fewFiles ? Promise.all(orders.map(readModelEntry)) : nextThread().read(orders);
    },
    async close() {
      await Promise.all(threads.splice(0).map((thread) => thread.end()));
    },
  };
}

interface EntryThread {
  read(orders: readonly EntryOrder[]): Promise<Entries>;
  end(): Promise<unknown>;
}

function startThread(): EntryThread {
  const worker = new Worker(new URL("entry-thread.ts", import.meta.url));
  worker.unref();
  const waiting = new Map<number, PromiseWithResolvers<Entries>>();
  let last = 0;
  let over: unknown;
  function giveUp(why: unknown): void {
    over ??= why;
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  }
  const hearing = <Given extends readonly unknown[]>(work: (...given: Given) => unknown) =>
    unattended(work, (problem) => giveUp(errorFrom(problem)));
  const onMessage = hearing((answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ("problem" in answer) asked?.reject(errorFrom(answer.problem));
    else asked?.resolve(answer.entries);
  });
  const onError = hearing((error: unknown) => giveUp(errorFrom(problemOf(error))));
  const onExit = hearing(() => giveUp(modelsErrors.readingStopped({})));
  worker.on("message", onMessage);
  worker.on("error", onError);
  worker.on("exit", onExit);
  return {
    read(orders) {
      if (over !== undefined) return Promise.reject(over);
      const asked = Promise.withResolvers<Entries>();
      const id = ++last;
      waiting.set(id, asked);
      worker.postMessage({ id, orders });
      return asked.promise;
    },
    end: () => worker.terminate(),
  };
}
