import type { Seconds } from "@danfang/domain";
import { calls } from "../orders/calls.ts";
import type { CallInHand } from "./pending-calls.ts";
import type { Pulse } from "./pulse.ts";

/** Milliseconds between two signs of life that are asked for. */
export const tick = 250;
const ticks = (seconds: Seconds) => (seconds * 1000) / tick;
/** Without a sign for so long, a process is called silent, … */
const silentAfter = ticks(0.5);
/** … and somebody is told; … */
const silenceWorthTelling = ticks(5);
/** … one that was asked to stop is ended; … */
const silentStopPatience = ticks(3);
/** … and one that was not is ended. A machine that swaps may well hold a thread up for half a minute. */
const silencePatience = ticks(60);
/** One that works stops between two steps; a step of a large picture on two cores takes this long. */
const stopPatience = ticks(60);
/** One that lives but neither computes nor reads for so long hangs. */
const stillPatience = ticks(600);
/** What ending does, too, needs no answer: without one, the process is ended. */
const endingPatience = ticks(0.75);
const recently = ticks(10);

/** What is known of a process: its pulse, if the system has a line for signs of life, and whether it has said anything. */
export interface Signs {
  readonly pulse: Pick<Pulse, "unanswered" | "still">;
  readonly hasPulse: boolean;
  readonly hasSpoken: boolean;
}

/** What is to become of a process that somebody waits for. */
export type Verdict =
  | { readonly is: "well" }
  /** It was asked to stop with its call, and does not. */
  | { readonly is: "unstoppable"; readonly inHand: CallInHand }
  /** What it was asked for is done when it is ended. */
  | { readonly is: "doneByEnding"; readonly inHand: CallInHand }
  | { readonly is: "silent"; readonly seconds: Seconds };

export function judgeProcess(signs: Signs, inHand: CallInHand | undefined): Verdict {
  const { pulse, hasPulse } = signs;
  if (inHand && isUnstoppable(signs, inHand)) return { is: "unstoppable", inHand };
  if (inHand && calls[inHand.call.name].isDoneByEnding && isSilentFor(signs, endingPatience))
    return { is: "doneByEnding", inHand };
  if (isSilentFor(signs, silencePatience)) return { is: "silent", seconds: (pulse.unanswered * tick) / 1000 };
  if (hasPulse && pulse.still >= stillPatience) return { is: "silent", seconds: (pulse.still * tick) / 1000 };
  return { is: "well" };
}

const isUnstoppable = (signs: Signs, { call: { stopping } }: CallInHand): boolean =>
  stopping !== undefined && (isSilentFor(signs, silentStopPatience) || stopping >= stopPatience);

const isSilentFor = ({ hasPulse, pulse }: Signs, patience: number): boolean => hasPulse && pulse.unanswered >= patience;

/** It gives no sign of life; a start takes longer. */
export const isSilent = (signs: Signs): boolean =>
  isSilentFor(signs, signs.hasSpoken ? silentAfter : silenceWorthTelling);

export const isSilenceWorthTelling = (signs: Signs): boolean => isSilentFor(signs, silenceWorthTelling);

/** It computed or read something of late. */
export const isWorking = ({ pulse }: Signs): boolean => pulse.unanswered < recently && pulse.still < recently;
