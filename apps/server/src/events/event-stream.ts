import type { StudioEvent } from "@danfang/domain";
import type { EventLog } from "../border/studio.ts";
import { openEventPrinter, type PrintEvent } from "./print-event.ts";

export interface EventStreamOptions {
  /** The last event the listener saw. */
  readonly lastId: number | undefined;
  /** Aborted when the listener has gone or the server closes. */
  readonly signal: AbortSignal;
  /** How an event is printed; streams that share it print each event once. */
  readonly print?: PrintEvent;
  /** Milliseconds of silence after which a comment is sent, so that nobody between takes the line for dead. */
  readonly heartbeat?: number;
}

const usualHeartbeat = 15_000;
/** Milliseconds after which a browser that lost the line comes back. */
const comeBackAfter = 1000;
const beat = Symbol("beat");

/**
 * Server-sent events from the log, each with its id, so that `Last-Event-ID` resumes.
 *
 * The listener pulls: one event is taken from the log when there is room on the line, so a slow listener holds nothing
 * here but its place in the log, which tells it to `reset` when it fell too far behind. Ends without an error when
 * `signal` aborts.
 */
export function eventStream(
  log: EventLog<StudioEvent>,
  { lastId, signal, print = openEventPrinter(), heartbeat = usualHeartbeat }: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const events = log.since(lastId, ended)[Symbol.asyncIterator]();
  let next: ReturnType<typeof events.next> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (line) => line.enqueue(encoder.encode(`retry: ${comeBackAfter}\n: here\n\n`)),
      async pull(line) {
        next ??= events.next();
        const got = await firstOf(next, heartbeat, ended);
        if (got === beat) return line.enqueue(encoder.encode(": still here\n\n"));
        next = undefined;
        if (got === undefined || got.done) return await close(line);
        line.enqueue(print(got.value.id, got.value.event));
      },
      async cancel() {
        over.abort();
        await events.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  async function close(line: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    over.abort();
    line.close();
    await events.return?.();
  }
}

/** What the log gives next; a beat if it is silent; undefined when the stream is over, or the log threw for that. */
async function firstOf<T>(
  next: Promise<T>,
  heartbeat: number,
  ended: AbortSignal,
): Promise<T | typeof beat | undefined> {
  if (ended.aborted) return undefined;
  const { promise, resolve, reject } = Promise.withResolvers<T | typeof beat | undefined>();
  const timer = setTimeout(() => resolve(beat), heartbeat);
  const stop = () => resolve(undefined);
  ended.addEventListener("abort", stop);
  next.then(resolve, (error) => (ended.aborted ? resolve(undefined) : reject(error)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    ended.removeEventListener("abort", stop);
  }
}
