import type { ToEngine } from "./protocol.ts";

/** What is heard of an engine process. */
export interface ChildListener {
  onMessage(message: unknown): void;
  /** A sign of life, with a measure of the work done so far: it grows while the process computes or reads. */
  onPulse(work: number): void;
  /** There will be no more signs of life; that alone says nothing of the process. */
  onPulseLost(): void;
  /** Told once: the process is gone, or nobody can talk to it any more. */
  onEnd(how: { readonly signal: string; readonly lastWords: string }): void;
}

/** An engine process as its parent holds it. */
export interface EngineChild {
  /** Undefined where none could be started. */
  readonly pid: number | undefined;
  /** Throws what cannot be sent. To a process that is gone, nothing is sent. */
  send(message: ToEngine): void;
  /** Asks for a sign of life, which comes even while the process computes. */
  ping(): void;
  /** Asks it to end when it has done what it is doing. */
  disconnect(): void;
  /** Ends it at once. */
  kill(): void;
  /** Whether it keeps this process from ending. Without calls it should not. */
  hold(isHeld: boolean): void;
}
