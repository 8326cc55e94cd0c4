import { type Clock, errorFrom, type Problem, unattended } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { type CallName, type Calls, calls } from "../orders/calls.ts";
import type { CallMade } from "../orders/engine-calls.ts";
import type { ChildListener, EngineChild } from "./engine-child.ts";
import { type FromEngine, parseFromEngine, type ToEngine } from "./protocol.ts";
import { openPulse } from "./pulse.ts";

/** How a process is, as its parent can see it without asking: `silent` is one that gives no sign of life. */
export type EngineState = "idle" | "busy" | "silent";

export interface CallOptions<Name extends CallName> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((told: Calls[Name]["tells"]) => void) | undefined;
}

/** A running engine process. Whatever becomes of it, each call ends. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** Errors: those of the call, `engine/cancelled`, `engine/crashed`, `engine/silent`, `engine/stopped`. */
  call<Name extends CallName>(made: CallMade<Name>, options?: CallOptions<Name>): Promise<Calls[Name]["gives"]>;
  readonly state: EngineState;
  /** Whether it computed or read something of late. */
  readonly isWorking: boolean;
  /** Ends it at once. Its calls fail with `engine/crashed`. */
  kill(): void;
  /** Ends it, in the end by force. Its calls fail with `engine/cancelled`. */
  close(): Promise<void>;
}

export interface EngineProcessOptions {
  readonly clock: Clock;
  readonly start: ToEngine & { readonly type: "start" };
  readonly startChild: (listener: ChildListener) => EngineChild;
  /** The process is of no more use: it has ended, or is being ended. */
  readonly onOver: () => void;
  /** It has given no sign of life for a while though somebody waits for it; or it gives signs again, or is over. */
  readonly onSilence?: ((isSilent: boolean) => void) | undefined;
}

interface Pending {
  readonly name: CallName;
  readonly onProgress: ((told: unknown) => void) | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Ticks since it was asked to stop. */
  stopping: number | undefined;
}

/** Milliseconds between two signs of life that are asked for. */
const tick = 250;
const ticks = (seconds: number) => (seconds * 1000) / tick;
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
/** Milliseconds for an orderly end, and for the system to end a process by force. */
const closeGrace = 2_000;
const killGrace = 1_000;
const recently = ticks(10);

/** Starts an engine process. */
export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const { clock } = options;
  const pending = new Map<number, Pending>();
  const ended = Promise.withResolvers<void>();
  const pulse = openPulse();
  /** Where the system has no line for signs of life, their absence says nothing. */
  let hasPulse = true;
  let hasSpoken = false;
  /** Set when the process is being ended: what its calls fail with. */
  let failure: ((call: Pending) => Error) | undefined;
  let isOver = false;
  let isSilenceTold = false;
  let serial = 0;
  let stopTicking: (() => void) | undefined;

  const child = options.startChild({
    onMessage(message) {
      pulse.hear();
      hasSpoken = true;
      tellSilence(false);
      hear(parseFromEngine(message));
    },
    onPulse(work) {
      pulse.beat(work);
      tellSilence(false);
    },
    onPulseLost() {
      hasPulse = false;
    },
    onEnd(how) {
      fail(failure ?? (({ name }) => engineErrors.crashed({ ...how, doing: calls[name].doing })));
      over();
      ended.resolve();
    },
  });
  child.send(options.start);

  function over(): void {
    if (isOver) return;
    isOver = true;
    options.onOver();
    tellSilence(false);
  }

  function tellSilence(isSilent: boolean): void {
    if (isSilent === isSilenceTold) return;
    isSilenceTold = isSilent;
    options.onSilence?.(isSilent);
  }

  function hear(message: FromEngine | undefined): void {
    if (message === undefined) end(({ name }) => engineErrors.garbled({ doing: calls[name].doing }));
    else if (message.type === "started") hasPulse &&= message.hasPulse;
    else {
      const call = pending.get(message.id); // undefined: it was given up meanwhile
      if (call && !calls[call.name].isAside) pulse.stir();
      if (message.type === "progress") call?.onProgress?.(message.told);
      else {
        forget(message.id);
        if (message.type === "done") call?.resolve(message.value);
        else call?.reject(errorFrom(message.problem));
      }
    }
  }

  function remember(call: Pending): number {
    const id = serial++;
    if (pending.size === 0) {
      child.hold(true); // while a call is open this process must not end
      child.ping();
      stopTicking = clock.every(tick, unattended(watch, endFor));
    }
    pending.set(id, call);
    return id;
  }

  function forget(id: number): void {
    if (!pending.delete(id) || pending.size > 0) return;
    stopTicking?.();
    child.hold(false);
  }

  function fail(errorOf: (call: Pending) => Error): void {
    for (const [id, call] of [...pending]) {
      forget(id);
      call.reject(errorOf(call));
    }
  }

  /** Ends the process. Its calls fail when it is gone, so that the next one's memory is free; but not much later. */
  function end(errorOf: (call: Pending) => Error): void {
    if (failure) return;
    failure = errorOf;
    over();
    child.kill();
    const failAll = () => fail(errorOf);
    clock.after(
      killGrace,
      unattended(failAll, (problem) => fail(() => errorFrom(problem))),
    );
  }
  /** Where looking after it fails, its calls fail for that reason. */
  const endFor = (problem: Problem) => end(() => errorFrom(problem));

  /** The call that the process has in hand: it takes one after the other, but for questions about itself. */
  const inHand = () => [...pending].find(([, { name }]) => !calls[name].isAside);

  const isSilentFor = (patience: number): boolean => hasPulse && pulse.unanswered >= patience;

  function watch(): void {
    if (failure) return;
    pulse.tick();
    child.ping();
    if (isSilentFor(silenceWorthTelling)) tellSilence(true);
    const [id, call] = inHand() ?? [];
    if (call?.stopping !== undefined) call.stopping++;
    const errorOf = (stopped: string) => (other: Pending) =>
      other === call ? engineErrors.cancelled({}) : engineErrors.stopped({ doing: calls[other.name].doing, stopped });
    const isGivenUp =
      call?.stopping !== undefined && (isSilentFor(silentStopPatience) || call.stopping >= stopPatience);
    if (call && isGivenUp) end(errorOf(calls[call.name].doing));
    else if (id !== undefined && call && calls[call.name].isDoneByEnding && isSilentFor(endingPatience)) {
      forget(id);
      call.resolve(undefined);
      end(errorOf(calls[call.name].doing));
    } else if (isSilentFor(silencePatience) || (hasPulse && pulse.still >= stillPatience)) {
      const seconds = (Math.max(pulse.unanswered, pulse.still) * tick) / 1000;
      end(({ name }) => engineErrors.silent({ doing: calls[name].doing, seconds }));
    }
  }

  /** A call that the process has not begun is given up here and now; one that it has in hand stops where it can. */
  function stop(id: number): void {
    const call = pending.get(id);
    if (!call) return;
    child.send({ type: "cancel", id });
    if (inHand()?.[0] === id) call.stopping = 0;
    else {
      forget(id);
      call.reject(engineErrors.cancelled({}));
    }
  }

  /** Takes the process at its word: it answers by the same {@link calls}. */
  function call<Name extends CallName>(
    made: CallMade<Name>,
    options?: CallOptions<Name>,
  ): Promise<Calls[Name]["gives"]>;
  async function call(
    made: CallMade,
    { signal, onProgress }: Pick<CallOptions<CallName>, "signal"> & Partial<Pick<Pending, "onProgress">> = {},
  ): Promise<unknown> {
    if (signal?.aborted) throw engineErrors.cancelled({});
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = remember({ name: made.call, onProgress, resolve, reject, stopping: undefined });
    const onAbort = unattended(() => stop(id), endFor);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      child.send({ type: "call", id, ...made });
      return await promise;
    } finally {
      forget(id); // where it could not even be sent
      signal?.removeEventListener("abort", onAbort);
    }
  }

  return {
    pid: child.pid,
    call,
    get state() {
      if (isSilentFor(hasSpoken ? silentAfter : silenceWorthTelling)) return "silent"; // a start takes longer
      return pending.size > 0 ? "busy" : "idle";
    },
    get isWorking() {
      return pulse.unanswered < recently && pulse.still < recently;
    },
    kill: () => end(({ name }) => engineErrors.crashed({ signal: "SIGKILL", doing: calls[name].doing, lastWords: "" })),
    async close() {
      failure ??= () => engineErrors.cancelled({});
      fail(failure);
      over();
      child.hold(true);
      child.disconnect();
      const killing = clock.after(closeGrace, () => child.kill());
      const givingUp = clock.after(closeGrace + killGrace, ended.resolve);
      await ended.promise;
      child.hold(false);
      killing();
      givingUp();
    },
  };
}
