import type { Draft } from "./draft.ts";

/** What changed the fields: what somebody turned or typed, or an action that fills them. */
export const stepNames = [
  "edit",
  "recipe",
  "settings",
  "start",
  "noStart",
  "noMask",
  "mask",
  "words",
  "style",
  "network",
  "idea",
  "model",
  "compare",
  "reset",
] as const;
export type StepName = (typeof stepNames)[number];

export interface FieldChange {
  readonly field: keyof Draft;
  readonly before: unknown;
  readonly after: unknown;
}

/** One change of the draft: each field that it touched, with what was there and what came. */
export interface DraftStep {
  readonly id: number;
  readonly name: StepName;
  /** When it happened, milliseconds. */
  readonly at: number;
  readonly changes: readonly FieldChange[];
}

export interface DraftHistory {
  /** Oldest first. */
  readonly done: readonly DraftStep[];
  /** What can be done again: the last one first undone comes last. */
  readonly undone: readonly DraftStep[];
}

export const emptyHistory: DraftHistory = { done: [], undone: [] };

/** Steps that are remembered. */
export const mostSteps = 100;
/** Edits of the same field within so long are one step, milliseconds: a word typed, a slider dragged. */
export const pause = 1000;

const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));

/** The fields in which two drafts differ. */
export function changesBetween(before: Draft, after: Draft): FieldChange[] {
  return (Object.keys(after) as (keyof Draft)[]).flatMap((field) =>
    isSame(before[field], after[field]) ? [] : [{ field, before: before[field], after: after[field] }],
  );
}

/** Said instead of a time by what goes on with the last edit of the same field, however long ago that was. */
export const sameTime = 0;

/** The history with one more step; what could be done again is forgotten, and what is too old. */
export function withStep(history: DraftHistory, { name, at, changes }: Omit<DraftStep, "id">): DraftHistory {
  const last = history.done.at(-1);
  const id = 1 + Math.max(0, ...[last, ...history.undone].map((step) => step?.id ?? 0));
  if (last === undefined || !continues(last, { name, at, changes }) || history.undone.length > 0)
    return { done: [...history.done, { id, name, at, changes }].slice(-mostSteps), undone: [] };
  const earlier = history.done.slice(0, -1);
  const joined = changes.map((change, i) => ({ ...change, before: last.changes[i]?.before }));
  const isNothing = joined.every(({ before, after }) => isSame(before, after)); // typed, and taken back in the field itself
  return { done: isNothing ? earlier : [...earlier, { ...last, at, changes: joined }], undone: [] };
}

const continues = (last: DraftStep, next: Omit<DraftStep, "id">): boolean =>
  last.name === "edit" &&
  next.name === "edit" &&
  next.at - last.at < pause &&
  last.changes.length === next.changes.length &&
  last.changes.every(({ field }, i) => field === next.changes[i]?.field);

/** The draft before a step. */
export const draftBefore = (draft: Draft, { changes }: DraftStep): Draft => ({
  ...draft,
  ...Object.fromEntries(changes.map(({ field, before }) => [field, before])),
});

/** The draft after a step. */
export const draftAfter = (draft: Draft, { changes }: DraftStep): Draft => ({
  ...draft,
  ...Object.fromEntries(changes.map(({ field, after }) => [field, after])),
});

/** The history after its last step was undone, and that step; undefined where there is none. */
export function stepBack({ done, undone }: DraftHistory): { history: DraftHistory; step: DraftStep } | undefined {
  const step = done.at(-1);
  return step && { history: { done: done.slice(0, -1), undone: [...undone, step] }, step };
}

/** The history after what was undone last was done again, and that step. */
export function stepForward({ done, undone }: DraftHistory): { history: DraftHistory; step: DraftStep } | undefined {
  const step = undone.at(-1);
  return step && { history: { done: [...done, step], undone: undone.slice(0, -1) }, step };
}

export const isDone = ({ done }: DraftHistory, id: number): boolean => done.some((step) => step.id === id);
