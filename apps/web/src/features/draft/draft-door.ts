import type { Store, Watched } from "../../ui/store.ts";
import type { Draft } from "./draft.ts";
import {
  changesBetween,
  type DraftHistory,
  type DraftStep,
  draftAfter,
  draftBefore,
  isDone,
  type StepName,
  stepBack,
  stepForward,
  withStep,
} from "./draft-history.ts";

/** The one way to change the fields: whoever does, it is remembered what was there. */
export interface DraftDoor {
  readonly fields: Watched<Draft>;
  readonly history: Watched<DraftHistory>;
  /** Sets fields. Gives the step, undefined where nothing changed. `at`: milliseconds. */
  set(change: Partial<Draft>, name?: StepName, at?: number): DraftStep | undefined;
  /** Sets what nobody chose, such as the checkpoint to begin with: it is no step. */
  settle(change: Partial<Draft>): void;
  /** Takes the last step back. */
  back(): DraftStep | undefined;
  /** Does again what was undone last. */
  forward(): DraftStep | undefined;
  /** Back to how it was before a step: later ones are taken back with it. Nothing where it is no longer known. */
  backTo(id: number): void;
}

export function openDraftDoor(fields: Store<Draft>, history: Store<DraftHistory>): DraftDoor {
  function back() {
    const found = stepBack(history.get());
    if (found === undefined) return undefined;
    history.set(found.history);
    fields.set((now) => draftBefore(now, found.step));
    return found.step;
  }
  return {
    fields,
    history,
    back,
    set(change, name = "edit", at = Date.now()) {
      const before = fields.get();
      const after = { ...before, ...change };
      const changes = changesBetween(before, after);
      if (changes.length === 0) return undefined;
      history.set(withStep(history.get(), { name, at, changes }));
      fields.set(after);
      return history.get().done.at(-1);
    },
    settle: (change) => fields.set((before) => ({ ...before, ...change })),
    forward() {
      const found = stepForward(history.get());
      if (found === undefined) return undefined;
      history.set(found.history);
      fields.set((now) => draftAfter(now, found.step));
      return found.step;
    },
    backTo(id) {
      while (isDone(history.get(), id)) back();
    },
  };
}
