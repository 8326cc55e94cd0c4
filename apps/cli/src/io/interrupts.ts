import { type Problem, unattended } from "@danfang/domain/plain";

/** What asks a program to end: Ctrl-C, a service manager, a terminal that was closed, and Ctrl-Break on Windows. */
const interrupts = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;
export type Interrupt = (typeof interrupts)[number];

/** Milliseconds in which a signal that comes again is the same wish: a launcher may hand on what the terminal has sent. */
const sameWish = 150;

/**
 * Whether a signal is a wish of its own. A closed terminal tells a program several times, and nobody means by it that the
 * program should hurry.
 */
export function openWishes(now: () => number): (signal: Interrupt) => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return (signal) => {
    const isFirst = last === Number.NEGATIVE_INFINITY;
    if (now() - last < sameWish || (signal === "SIGHUP" && !isFirst)) return false;
    last = now();
    return true;
  };
}

/** A program that has been asked to end, has ended its work, and is still held by something, ends after so long. */
const endPatience = 2_000;
/** Longer than anybody waits, milliseconds. */
const forEver = 2 ** 30;

/**
 * Calls `listener` at every wish that this process end, until the returned function is called. Until then the process
 * stays: what it waits for may be held by nothing but a timer that keeps no process alive.
 */
export function listenForInterrupts(listener: () => void, report: (problem: Problem) => void): () => void {
  const isWish = openWishes(() => performance.now());
  let wasAsked = false;
  const hear = unattended((signal: NodeJS.Signals) => {
    if (!interrupts.some((one) => one === signal) || !isWish(signal as Interrupt)) return;
    wasAsked = true;
    listener();
  }, report);
  const staying = setInterval(() => undefined, forEver);
  for (const signal of interrupts) process.on(signal, hear);
  return () => {
    clearInterval(staying);
    for (const signal of interrupts) process.off(signal, hear);
    if (wasAsked) setTimeout(() => process.exit(), endPatience).unref();
  };
}
