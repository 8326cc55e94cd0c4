import type { Clock } from "../clock.ts";

/** Time that moves when it is told to. */
export interface FakeClock extends Clock {
  /** Timers go off in their order. */
  advance(milliseconds: number): void;
  /** The same; what a timer sets off is done before the next one. */
  pass(milliseconds: number): Promise<void>;
  /** Time in which this program did not run: what was due meanwhile goes off once afterwards. */
  skip(milliseconds: number): void;
}

/** Starts in the middle of a day, well away from every round number. */
export function fakeClock(start = Date.UTC(2026, 4, 17, 11, 23, 42)): FakeClock {
  let time = start;
  const timers = new Set<{ due: number; readonly every: number | undefined; readonly call: () => void }>();
  const add = (milliseconds: number, every: number | undefined, call: () => void) => {
    const timer = { due: time + milliseconds, every, call };
    timers.add(timer);
    return () => void timers.delete(timer);
  };

  /** Lets the next timer go off that is due until then, if there is one. */
  function goOff(until: number): boolean {
    const [next] = [...timers].filter(({ due }) => due <= until).sort((a, b) => a.due - b.due);
    if (!next) return false;
    time = next.due;
    if (next.every === undefined) timers.delete(next);
    else next.due += next.every;
    next.call();
    return true;
  }

  return {
    now: () => time,
    after: (milliseconds, call) => add(milliseconds, undefined, call),
    every: (milliseconds, call) => add(milliseconds, milliseconds, call),
    advance(milliseconds) {
      const end = time + milliseconds;
      while (goOff(end));
      time = end;
    },
    async pass(milliseconds) {
      const end = time + milliseconds;
      do await new Promise(setImmediate);
      while (goOff(end));
      time = end;
    },
    skip(milliseconds) {
      time += milliseconds;
      for (const timer of timers) timer.due = Math.max(timer.due, time);
    },
  };
}
