import type { Draft } from "./draft.ts";
import { type DraftHistory, type DraftStep, emptyHistory, type FieldChange, stepNames } from "./draft-history.ts";

/** What a browser keeps for a page is a few million characters, and the draft needs some of them. */
export const mostKept = 400_000;

/** The newest steps of a history that may be kept; undone ones count as well. */
export function keptPart({ done, undone }: DraftHistory): DraftHistory {
  let left = mostKept;
  const fits = (step: DraftStep) => {
    left -= JSON.stringify(step).length;
    return left >= 0;
  };
  const newest = (steps: readonly DraftStep[]) => {
    const from = steps.findLastIndex((step) => !fits(step));
    return steps.slice(from + 1);
  };
  const kept = newest(done);
  return { done: kept, undone: newest(undone) };
}

/** A field's value as it was kept, or undefined for a field that there is no more. */
type RestoreField = (
  field: string,
  value: unknown,
) => { readonly field: keyof Draft; readonly value: unknown } | undefined;

/** A history as it was kept: where a step no longer fits, what lies before it is forgotten. */
export function restoreHistory(kept: unknown, restoreField: RestoreField): DraftHistory {
  const { done, undone } = isRecord(kept) ? kept : {};
  return done === undefined
    ? emptyHistory
    : { done: restoreSteps(done, restoreField), undone: restoreSteps(undone, restoreField) };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

function restoreSteps(kept: unknown, restoreField: RestoreField): DraftStep[] {
  if (!Array.isArray(kept)) return [];
  const steps = kept.map((step) => restoreStep(step, restoreField));
  return steps.slice(steps.lastIndexOf(undefined) + 1).flatMap((step) => step ?? []);
}

function restoreStep(kept: unknown, restoreField: RestoreField): DraftStep | undefined {
  if (!isRecord(kept)) return undefined;
  const { id, name, at, changes } = kept;
  if (typeof id !== "number" || typeof at !== "number" || !Array.isArray(changes)) return undefined;
  const restored = changes.flatMap((change) => restoreChange(change, restoreField) ?? []);
  if (restored.length !== changes.length) return undefined;
  return { id, at, name: stepNames.find((known) => known === name) ?? "edit", changes: restored };
}

function restoreChange(kept: unknown, restoreField: RestoreField): FieldChange | undefined {
  if (!isRecord(kept) || typeof kept.field !== "string") return undefined;
  const [before, after] = [kept.before, kept.after].map((value) => restoreField(String(kept.field), value));
  return before && after && { field: before.field, before: before.value, after: after.value };
}
