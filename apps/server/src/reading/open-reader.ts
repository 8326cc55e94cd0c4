import { Worker } from "node:worker_threads";
import { errorFrom, type Problem, unattended } from "@danfang/domain";
import { serverErrors } from "../border/errors.ts";
import { type InputOf, type OutputOf, type ReadingName, readings } from "./readings.ts";

/** Reads what strangers wrote, so that nobody else waits for it. */
export interface Reader {
  /** Errors: those of the reading, `server/readingTooLong`. */
  read<N extends ReadingName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
}

/** What is shorter is read at once, in a few milliseconds; starting a thread would take longer. Characters, and bytes. */
const shortText = 2_000;
const shortPicture = 64 * 1024;
/** Milliseconds. The longest texts that are taken need a few thousand on a slow machine. */
const patience = 60_000;

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}
type Answer = { readonly id: number } & ({ readonly output: unknown } | { readonly problem: Problem });

/** A reader whose thread begins with the first long text, and ends with `closing`. It keeps no process alive. */
export function openReader(closing: AbortSignal): Reader {
  let thread: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  function settle(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    clearTimeout(found?.timer);
    return found;
  }
  function giveUp(ended: Worker, why: unknown): void {
    if (thread !== ended) return;
    thread = undefined;
    for (const id of [...waiting.keys()]) settle(id)?.reject(why);
  }
  function start(): Worker {
    const started = new Worker(new URL("reading-thread.ts", import.meta.url));
    started.unref();
    const hearing = <Given extends readonly unknown[]>(work: (...given: Given) => unknown) =>
      unattended(work, (problem) => giveUp(started, errorFrom(problem)));
    const onMessage = hearing((answer: Answer) => {
      const asked = settle(answer.id);
      if ("problem" in answer) asked?.reject(errorFrom(answer.problem));
      else asked?.resolve(answer.output);
    });
    const onError = hearing((error: unknown) => giveUp(started, error));
    const onExit = hearing(() => giveUp(started, serverErrors.readingTooLong({})));
    started.on("message", onMessage);
    started.on("error", onError);
    started.on("exit", onExit);
    closing.addEventListener("abort", endingOf(started), { once: true });
    return started;
  }
  const endingOf = (ending: Worker) =>
    unattended(
      () => ending.terminate(),
      (problem) => giveUp(ending, errorFrom(problem)),
    );
  function readInThread(name: ReadingName, input: unknown): Promise<unknown> {
    thread ??= start();
    const asked = thread;
    const id = ++last;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    waiting.set(id, { resolve, reject, timer: setTimeout(endingOf(asked), patience) });
    asked.postMessage({ id, name, input });
    return promise;
  }

  return {
    async read(name, input) {
      if (isShort(input)) return readings[name](input as never) as OutputOf<typeof name>;
      return (await readInThread(name, input)) as OutputOf<typeof name>;
    },
  };
}

function isShort(input: InputOf<ReadingName>): boolean {
  if (typeof input === "string") return input.length <= shortText;
  if ("text" in input) return input.text.length <= shortText;
  return ("bytes" in input ? input.bytes : input).length <= shortPicture;
}
