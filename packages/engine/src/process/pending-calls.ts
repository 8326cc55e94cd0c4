import { type CallName, calls } from "../orders/calls.ts";

/** A call that a process has not answered yet. */
export interface PendingCall {
  readonly name: CallName;
  readonly onProgress: ((told: unknown) => void) | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Ticks since it was asked to stop. */
  stopping: number | undefined;
}

export interface CallInHand {
  readonly id: number;
  readonly call: PendingCall;
}

/** The calls that wait for a process. */
export interface PendingCalls {
  readonly isEmpty: boolean;
  /** Gives its id. */
  add(call: PendingCall): number;
  get(id: number): PendingCall | undefined;
  /** It is over: nobody waits for it any more. */
  remove(id: number): void;
  fail(errorOf: (call: PendingCall) => Error): void;
  /** The call that the process works at: it takes one after the other, but for questions about itself. */
  inHand(): CallInHand | undefined;
}

/** Told when somebody begins to wait, and when nobody does any more. */
export interface WaitListener {
  onFirst(): void;
  onLast(): void;
}

export function openPendingCalls({ onFirst, onLast }: WaitListener): PendingCalls {
  const pending = new Map<number, PendingCall>();
  let serial = 0;
  function remove(id: number): void {
    if (pending.delete(id) && pending.size === 0) onLast();
  }
  return {
    get isEmpty() {
      return pending.size === 0;
    },
    add(call) {
      if (pending.size === 0) onFirst();
      const id = serial++;
      pending.set(id, call);
      return id;
    },
    get: (id) => pending.get(id),
    remove,
    fail(errorOf) {
      for (const [id, call] of [...pending]) {
        remove(id);
        call.reject(errorOf(call));
      }
    },
    inHand() {
      for (const [id, call] of pending) if (!calls[call.name].isAside) return { id, call };
      return undefined;
    },
  };
}
