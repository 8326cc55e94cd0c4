import type { Clock } from "../clock.ts";

/** Barks once when nobody has fed it for long enough. */
export interface Watchdog {
  feed(): void;
  readonly hasBarked: boolean;
  stop(): void;
}

export function startWatchdog(clock: Clock, milliseconds: number, bark: () => void): Watchdog {
  let hasBarked = false;
  const start = () =>
    clock.after(milliseconds, () => {
      hasBarked = true;
      bark();
    });
  let cancel = start();
  return {
    feed() {
      cancel();
      if (!hasBarked) cancel = start();
    },
    get hasBarked() {
      return hasBarked;
    },
    stop: () => cancel(),
  };
}
