import { awaitedLater, type Clock } from "@danfang/domain";

/** Times after which something is done, or a wait given up; all of them end together. */
export interface Deadline {
  /** Rejects when the wait is given up. */
  readonly givenUp: Promise<never>;
  after(milliseconds: number, act: () => void): void;
  giveUpAfter(milliseconds: number, error: Error): void;
  cancel(): void;
}

export function openDeadline(clock: Clock): Deadline {
  const { promise, reject } = Promise.withResolvers<never>();
  const timers: (() => void)[] = [];
  return {
    givenUp: awaitedLater(promise),
    after(milliseconds, act) {
      timers.push(clock.after(milliseconds, act));
    },
    giveUpAfter(milliseconds, error) {
      timers.push(clock.after(milliseconds, () => reject(error)));
    },
    cancel() {
      for (const cancel of timers) cancel();
    },
  };
}
