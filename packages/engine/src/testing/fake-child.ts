import type { ChildListener, EngineChild } from "../process/engine-child.ts";
import type { ToEngine } from "../process/protocol.ts";

/** What an engine process does with the calls it gets, and whether it lives. */
export interface ChildNature {
  /** Whether it answers when it is asked for a sign of life, and does something besides. */
  readonly life: "works" | "rests" | "none";
  /** Whether it ends when it is told to. One that waits for a dead disk does not even by force. */
  readonly endsWhen: "asked" | "forced" | "never";
  /** Its system has no line for signs of life. */
  readonly hasNoPulse?: boolean;
}

/** An engine process that is none. */
export interface FakeChild extends EngineChild {
  readonly sent: ToEngine[];
  readonly isHeld: boolean;
  readonly isGone: boolean;
  say(message: unknown): void;
  die(): void;
}

export function fakeChild(listener: ChildListener, { life, endsWhen, hasNoPulse }: ChildNature): FakeChild {
  const sent: ToEngine[] = [];
  let work = 0;
  let isHeld = false;
  let isGone = false;
  function die(signal: string): void {
    if (isGone) return;
    isGone = true;
    listener.onPulseLost();
    listener.onEnd({ signal, lastWords: "" });
  }
  const say = (message: unknown) => void setImmediate(() => isGone || listener.onMessage(message));
  if (life !== "none") say({ type: "started", hasPulse: !hasNoPulse });
  return {
    pid: undefined,
    sent,
    say,
    die: () => die("SIGSEGV"),
    send(message) {
      sent.push(structuredClone(message)); // refuses what a channel refuses
    },
    ping() {
      if (life === "works") work += 50_000;
      if (life !== "none" && !isGone && !hasNoPulse) listener.onPulse(work);
    },
    disconnect() {
      if (endsWhen === "asked") die("exit code 0");
    },
    kill() {
      if (endsWhen !== "never") die("SIGKILL");
    },
    hold(held) {
      isHeld = held;
    },
    get isHeld() {
      return isHeld;
    },
    get isGone() {
      return isGone;
    },
  };
}
