/** Signs of life of a process, while somebody waits for it. */
export interface Pulse {
  /** Called at every tick, before a sign is asked for. */
  tick(): void;
  /** The process said something. */
  hear(): void;
  /** It gave a sign of life, with the work done so far. */
  beat(work: number): void;
  /** It went on with what it was asked to do. */
  stir(): void;
  /** Ticks since the last sign. */
  readonly unanswered: number;
  /** Ticks since it last worked or went on. */
  readonly still: number;
}

/** What a sign of life itself costs a tick at most, as `beat` measures work. */
const costOfSign = 2_000;

/**
 * A pulse counts ticks, not time: a program that was itself stopped (Ctrl-Z, a closed lid) must not take the process for
 * dead when it goes on.
 */
export function openPulse(): Pulse {
  let unanswered = 0;
  let still = 0;
  let lastWork = 0;
  return {
    tick() {
      unanswered++;
      still++;
    },
    hear() {
      unanswered = 0;
    },
    beat(work) {
      unanswered = 0;
      if (work - lastWork > costOfSign * (still + 1)) {
        still = 0;
        lastWork = work;
      }
    },
    stir() {
      still = 0;
    },
    get unanswered() {
      return unanswered;
    },
    get still() {
      return still;
    },
  };
}
