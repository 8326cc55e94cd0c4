/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once after so many milliseconds, unless the returned function is called before. */
  after(milliseconds: number, call: () => void): () => void;
  /** Calls again and again, until the returned function is called. */
  every(milliseconds: number, call: () => void): () => void;
}

/** The computer's own. Its timers keep no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
  every(milliseconds, call) {
    const timer = setInterval(call, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** Resolves after so many milliseconds. */
export const elapsed = (clock: Clock, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });

/** Ends after so many milliseconds, or when `signal` aborts; throws in neither case. */
export async function rest(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const over = () => resolve();
  const cancel = clock.after(milliseconds, over);
  signal.addEventListener("abort", over, { once: true });
  await promise;
  cancel();
  signal.removeEventListener("abort", over);
}
