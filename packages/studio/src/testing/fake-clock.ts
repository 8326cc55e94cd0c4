import type { Clock } from "@danfang/domain";

/** Time that moves when it is told to. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
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
  return {
    now: () => time,
    after: (milliseconds, call) => add(milliseconds, undefined, call),
    every: (milliseconds, call) => add(milliseconds, milliseconds, call),
    advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
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
