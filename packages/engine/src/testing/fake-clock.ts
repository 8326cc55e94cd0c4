import type { Clock } from "@danfang/domain";

/** Time that moves when it is told to. */
export interface FakeClock extends Clock {
  /** Timers go off in their order; what they set off is done before the next one. */
  advance(milliseconds: number): Promise<void>;
  /** Time in which this program did not run: what was due meanwhile goes off once afterwards. */
  skip(milliseconds: number): void;
}

export function fakeClock(): FakeClock {
  let time = Date.UTC(2026, 4, 17, 11, 23, 42);
  const timers = new Set<{ due: number; readonly every: number | undefined; readonly call: () => void }>();
  const add = (milliseconds: number, every: number | undefined, call: () => void) => {
    const timer = { due: time + milliseconds, every, call };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  return {
    now: () => time,
    after: (milliseconds, call) => add(milliseconds, undefined, call),
    every: (milliseconds, call) => add(milliseconds, milliseconds, call),
    skip(milliseconds) {
      time += milliseconds;
      for (const timer of timers) timer.due = Math.max(timer.due, time);
    },
    async advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        await new Promise(setImmediate);
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due);
        if (!next) break;
        time = next.due;
        if (next.every === undefined) timers.delete(next);
        else next.due += next.every;
        next.call();
      }
      time = end;
    },
  };
}
