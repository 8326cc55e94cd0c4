import { type Clock, errorFrom, type Problem, unattended } from "@danfang/domain";
import { engineErrors } from "../errors.ts";
import { type CallName, type Calls, calls } from "../orders/calls.ts";
import type { CallMade } from "../orders/engine-calls.ts";
import type { ChildListener, EngineChild } from "./engine-child.ts";
import { isSilenceWorthTelling, isSilent, isWorking, judgeProcess, type Signs, tick } from "./judge-process.ts";
import { openPendingCalls, type PendingCall } from "./pending-calls.ts";
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

/** Milliseconds for an orderly end, and for the system to end a process by force. */
const closeGrace = 2_000;
const killGrace = 1_000;

type ErrorOf = (call: PendingCall) => Error;

/** Starts an engine process. */
export const startEngineProcess = (options: EngineProcessOptions): EngineProcess => new RunningEngine(options);

class RunningEngine implements EngineProcess {
  readonly #options: EngineProcessOptions;
  readonly #child: EngineChild;
  readonly #pulse = openPulse();
  /** Where the system has no line for signs of life, their absence says nothing. */
  #hasPulse = true;
  #hasSpoken = false;
  #isSilenceTold = false;
  /** Set when the process is being ended: what its calls fail with. */
  #failure: ErrorOf | undefined;
  #isOver = false;
  readonly #ended = Promise.withResolvers<void>();
  #stopTicking: (() => void) | undefined;
  readonly #pending = openPendingCalls({
    onFirst: () => {
      this.#child.hold(true); // while a call is open this process must not end
      this.#child.ping();
      this.#stopTicking = this.#options.clock.every(
        tick,
        unattended(() => this.#watch(), this.#endFor),
      );
    },
    onLast: () => {
      this.#stopTicking?.();
      this.#child.hold(false);
    },
  });

  constructor(options: EngineProcessOptions) {
    this.#options = options;
    this.#child = options.startChild({
      onMessage: (message) => {
        this.#pulse.hear();
        this.#hasSpoken = true;
        this.#tellSilence(false);
        this.#hear(parseFromEngine(message));
      },
      onPulse: (work) => {
        this.#pulse.beat(work);
        this.#tellSilence(false);
      },
      onPulseLost: () => {
        this.#hasPulse = false;
      },
      onEnd: (how) => {
        const crashed: ErrorOf = ({ name }) => engineErrors.crashed({ ...how, doing: calls[name].doing });
        this.#pending.fail(this.#failure ?? crashed);
        this.#over();
        this.#ended.resolve();
      },
    });
    this.#child.send(options.start);
  }

  get pid() {
    return this.#child.pid;
  }

  get state(): EngineState {
    if (isSilent(this.#signs)) return "silent";
    return this.#pending.isEmpty ? "idle" : "busy";
  }

  get isWorking() {
    return isWorking(this.#signs);
  }

  get #signs(): Signs {
    return { pulse: this.#pulse, hasPulse: this.#hasPulse, hasSpoken: this.#hasSpoken };
  }

  /** Takes the process at its word: it answers by the same {@link calls}. */
  call<Name extends CallName>(made: CallMade<Name>, options?: CallOptions<Name>): Promise<Calls[Name]["gives"]>;
  async call(
    made: CallMade,
    { signal, onProgress }: Pick<CallOptions<CallName>, "signal"> & Partial<Pick<PendingCall, "onProgress">> = {},
  ): Promise<unknown> {
    if (signal?.aborted) throw engineErrors.cancelled({});
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = this.#pending.add({ name: made.call, onProgress, resolve, reject, stopping: undefined });
    const onAbort = unattended(() => this.#stop(id), this.#endFor);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      this.#child.send({ type: "call", id, ...made });
      return await promise;
    } finally {
      this.#pending.remove(id); // where it could not even be sent
      signal?.removeEventListener("abort", onAbort);
    }
  }

  kill(): void {
    this.#end(({ name }) => engineErrors.crashed({ signal: "SIGKILL", doing: calls[name].doing, lastWords: "" }));
  }

  async close(): Promise<void> {
    const { clock } = this.#options;
    this.#failure ??= () => engineErrors.cancelled({});
    this.#pending.fail(this.#failure);
    this.#over();
    this.#child.hold(true);
    this.#child.disconnect();
    const killing = clock.after(closeGrace, () => this.#child.kill());
    const givingUp = clock.after(closeGrace + killGrace, this.#ended.resolve);
    await this.#ended.promise;
    this.#child.hold(false);
    killing();
    givingUp();
  }

  #over(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#options.onOver();
    this.#tellSilence(false);
  }

  #tellSilence(isSilent: boolean): void {
    if (isSilent === this.#isSilenceTold) return;
    this.#isSilenceTold = isSilent;
    this.#options.onSilence?.(isSilent);
  }

  #hear(message: FromEngine | undefined): void {
    if (message === undefined) this.#end(({ name }) => engineErrors.garbled({ doing: calls[name].doing }));
    else if (message.type === "started") this.#hasPulse &&= message.hasPulse;
    else this.#hearOf(message);
  }

  #hearOf(message: Exclude<FromEngine, { readonly type: "started" }>): void {
    const call = this.#pending.get(message.id); // undefined: it was given up meanwhile
    if (call && !calls[call.name].isAside) this.#pulse.stir();
    if (message.type === "progress") call?.onProgress?.(message.told);
    else {
      this.#pending.remove(message.id);
      if (message.type === "done") call?.resolve(message.value);
      else call?.reject(errorFrom(message.problem));
    }
  }

  /** Ends the process. Its calls fail when it is gone, so that the next one's memory is free; but not much later. */
  #end(errorOf: ErrorOf): void {
    if (this.#failure) return;
    this.#failure = errorOf;
    this.#over();
    this.#child.kill();
    const failAll = () => this.#pending.fail(errorOf);
    this.#options.clock.after(
      killGrace,
      unattended(failAll, (problem) => this.#pending.fail(() => errorFrom(problem))),
    );
  }

  /** Where looking after it fails, its calls fail for that reason. */
  readonly #endFor = (problem: Problem): void => this.#end(() => errorFrom(problem));

  #watch(): void {
    if (this.#failure) return;
    this.#pulse.tick();
    this.#child.ping();
    if (isSilenceWorthTelling(this.#signs)) this.#tellSilence(true);
    const inHand = this.#pending.inHand();
    if (inHand?.call.stopping !== undefined) inHand.call.stopping++;
    const verdict = judgeProcess(this.#signs, inHand);
    if (verdict.is === "unstoppable") this.#end(stoppedFor(verdict.inHand.call));
    else if (verdict.is === "silent")
      this.#end(({ name }) => engineErrors.silent({ doing: calls[name].doing, seconds: verdict.seconds }));
    else if (verdict.is === "doneByEnding") {
      this.#pending.remove(verdict.inHand.id);
      verdict.inHand.call.resolve(undefined);
      this.#end(stoppedFor(verdict.inHand.call));
    }
  }

  /** A call that the process has not begun is given up here and now; one that it has in hand stops where it can. */
  #stop(id: number): void {
    const call = this.#pending.get(id);
    if (!call) return;
    this.#child.send({ type: "cancel", id });
    if (this.#pending.inHand()?.id === id) call.stopping = 0;
    else {
      this.#pending.remove(id);
      call.reject(engineErrors.cancelled({}));
    }
  }
}

/** What the calls of a process fail with that is ended because of one of them. */
const stoppedFor =
  (stopped: PendingCall): ErrorOf =>
  (call) =>
    call === stopped
      ? engineErrors.cancelled({})
      : engineErrors.stopped({ doing: calls[call.name].doing, stopped: calls[stopped.name].doing });
