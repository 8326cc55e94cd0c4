import { randomBytes } from "node:crypto";
import { type Clock, elapsed } from "@danfang/domain";
import type { Credentials } from "./basic-auth.ts";

/** Who asks to come in. */
interface Visit {
  /** The `Authorization` header. */
  readonly header: string | undefined;
  /** Where the visitor comes from. */
  readonly address: string;
  /** What was given to somebody who had come in. */
  readonly pass: string | undefined;
}

type Answer =
  | { readonly state: "in" | "wrong" }
  /** Not even judged. */
  | { readonly state: "tooMany"; readonly seconds: number };

/** Judges passwords; where many were wrong, so slowly that nobody finds one by trying. */
export interface Door {
  ask(visit: Visit): Promise<Answer>;
  /** A pass for somebody who is in. It opens nothing; but its bearer's password is judged at once, whoever else guesses. */
  givePass(): string;
  knows(pass: string | undefined): boolean;
}

/** Wrong ones in a row that are judged at once: people mistype. */
const freeGuesses = 10;
/** After these, milliseconds from one to the next. */
const pause = 1_000;
/** One wrong guess is forgiven in so many milliseconds. */
const forgiveness = 60_000;
/** Nobody waits longer for a turn, milliseconds. */
const longestWait = 5_000;
const mostRemembered = 10_000;

interface Guesser {
  wrong: number;
  /** When the last wrong one was judged. */
  lastWrong: number;
  /** When the last one was judged, or will be. */
  lastTurn: number;
}

export function openDoor(isRight: Credentials, clock: Clock): Door {
  const guessers = new Map<string, Guesser>();
  const passes = new Set<string>();

  function guesserOf(name: string): Guesser {
    const known = guessers.get(name) ?? { wrong: 0, lastWrong: clock.now(), lastTurn: 0 };
    const forgiven = Math.floor((clock.now() - known.lastWrong) / forgiveness);
    if (forgiven > 0) Object.assign(known, { wrong: Math.max(0, known.wrong - forgiven), lastWrong: clock.now() });
    return known;
  }

  function remember(name: string, guesser: Guesser): void {
    guessers.delete(name);
    guessers.set(name, guesser);
    forgetOldest(guessers);
  }

  const knows = (pass: string | undefined): boolean => pass !== undefined && passes.has(pass);

  return {
    knows,
    async ask({ header, address, pass }) {
      if (header === undefined) return { state: "wrong" }; // a browser's first visit is no guess
      const name = knows(pass) ? `pass ${pass}` : networkOf(address);
      const guesser = guesserOf(name);
      if (guesser.wrong >= freeGuesses) {
        const turn = Math.max(clock.now(), guesser.lastTurn + pause);
        const wait = turn - clock.now();
        if (wait > longestWait) return { state: "tooMany", seconds: Math.ceil(wait / 1000) };
        guesser.lastTurn = turn;
        if (wait > 0) await elapsed(clock, wait);
      }
      if (isRight(header)) return { state: "in" };
      guesser.wrong++;
      guesser.lastWrong = clock.now();
      remember(name, guesser);
      return { state: "wrong" };
    },
    givePass() {
      const pass = randomBytes(16).toString("base64url");
      passes.add(pass);
      forgetOldest(passes);
      return pass;
    },
  };
}

function forgetOldest(all: Map<string, unknown> | Set<string>): void {
  const [oldest] = all.keys();
  if (all.size > mostRemembered && oldest !== undefined) all.delete(oldest);
}

/** An address, or of a long one (IPv6) the half that names a household: its other half is free to choose. */
const networkOf = (address: string): string =>
  address.includes(".") ? address.replace(/^::ffff:/i, "") : address.split(":").slice(0, 4).join(":");
