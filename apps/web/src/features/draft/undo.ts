import i18next from "i18next";
import { sayWithAction, unsay } from "../../ui/toasts.ts";
import type { Draft } from "./draft.ts";
import type { DraftStep, StepName } from "./draft-history.ts";
import { markDraft } from "./draft-path.ts";
import { stepDraftBack, stepDraftBackTo, stepDraftForward } from "./draft-store.ts";
import { stepText } from "./step-words.ts";

const toastOf = ({ id }: Pick<DraftStep, "id">) => `step-${id}`;
/** There is one message about the last undoing; the next takes its place. */
const undoneToast = "undone";

/** Fills fields by an action, marks them, and says so with a way back. Nothing is said where nothing changed. */
export function fillDraft(change: Partial<Draft>, name: StepName, message: string): DraftStep | undefined {
  const step = markDraft(change, name);
  if (step !== undefined)
    sayWithAction({ id: toastOf(step), message, label: i18next.t("common.undo"), act: () => undoTo(step.id) });
  return step;
}

/** Takes the last change of the fields back, and says which. */
export function undoDraft(): void {
  const step = stepDraftBack();
  if (step === undefined) return;
  unsay(toastOf(step));
  sayWithAction({
    id: undoneToast,
    message: i18next.t("undo.undone", { what: stepText(step) }),
    label: i18next.t("undo.again"),
    act: redoDraft,
  });
}

/** Does again what was undone last. */
export function redoDraft(): void {
  if (stepDraftForward() !== undefined) unsay(undoneToast);
}

/** Takes a change back, and what came after it. */
export function undoTo(id: number): void {
  stepDraftBackTo(id);
  unsay(toastOf({ id }));
}
