import { awaitedLater } from "@danfang/domain";

/** A call that tells something on the way. */
export type TellingCall<T, R> = (signal: AbortSignal, onProgress: (told: T) => void) => Promise<R>;

/** A call that tells something on the way, as a generator. Who stops listening wants no more of it. */
export async function* streamCall<T, R>(
  call: TellingCall<T, R>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, R> {
  const abandoned = new AbortController();
  const arrived: T[] = [];
  let wake = Promise.withResolvers<void>();
  const onProgress = (told: T) => {
    arrived.push(told);
    wake.resolve();
  };
  let isDone = false;
  const stop = signal ? AbortSignal.any([abandoned.signal, signal]) : abandoned.signal;
  const called = call(stop, onProgress).finally(() => {
    isDone = true;
    wake.resolve();
  });
  const result = awaitedLater(called); // after the last progress
  try {
    while (!isDone || arrived.length > 0) {
      const next = arrived.shift();
      if (next !== undefined) yield next;
      else {
        await wake.promise;
        wake = Promise.withResolvers<void>();
      }
    }
    return await result;
  } finally {
    abandoned.abort();
  }
}
