import { createStore } from "../../ui/store.ts";
import type { Draft } from "./draft.ts";
import type { DraftStep, StepName } from "./draft-history.ts";
import { draftStore, setDraft } from "./draft-store.ts";

/** Groups of fields: parts of an order that can be left out. */
type DraftGroup =
  | "variation"
  | "seedResize"
  | "hires"
  | "refiner"
  | "init"
  | "mask"
  | "soft"
  | "passes"
  | "grid"
  | "knobs";

/** One field of the draft by its way from the top: `steps`, `hires.scale`. */
export type DraftPath =
  | Exclude<keyof Draft, DraftGroup>
  | { [G in DraftGroup]: `${G}.${keyof Draft[G] & string}` }[DraftGroup];

/** What a field holds. */
export type ValueAt<P extends DraftPath> = P extends `${infer G extends DraftGroup}.${infer F}`
  ? F extends keyof Draft[G]
    ? Draft[G][F]
    : never
  : P extends keyof Draft
    ? Draft[P]
    : never;

export function valueAt<P extends DraftPath>(draft: Draft, path: P): ValueAt<P> {
  const [first = "", second] = path.split(".");
  const found = draft[first as keyof Draft] as unknown;
  return (second === undefined ? found : (found as Record<string, unknown>)[second]) as ValueAt<P>;
}

/** The draft with one field changed; undefined takes it away from its group. */
export function withValue(draft: Draft, path: DraftPath, value: unknown): Draft {
  const [first = "", second] = path.split(".");
  if (second === undefined) return { ...draft, [first]: value };
  const group = Object.entries({ ...(draft[first as keyof Draft] as object), [second]: value });
  return { ...draft, [first]: Object.fromEntries(group.filter(([, kept]) => kept !== undefined)) };
}

/** Sets what the control of a field gave. */
export const putAt = (path: DraftPath, value: unknown): void => void setDraft(withValue(draftStore.get(), path, value));

/** Fields that a paste has just changed; they are marked for a moment. */
export const markedFields = createStore<ReadonlySet<string>>(new Set());

const markMilliseconds = 2500;

/** Sets fields by an action that fills them, and marks those that changed. Gives the step; undefined: nothing changed. */
export function markDraft(change: Partial<Draft>, name: StepName): DraftStep | undefined {
  const before = draftStore.get();
  const step = setDraft(change, name);
  const marks = new Set(changedPaths(before, draftStore.get()));
  markedFields.set(marks);
  setTimeout(() => markedFields.set((now) => (now === marks ? new Set() : now)), markMilliseconds);
  return step;
}

function changedPaths(before: object, after: object, way = ""): string[] {
  return Object.entries(after).flatMap(([name, value]) => {
    const old = (before as Record<string, unknown>)[name];
    if (Object.is(old, value)) return [];
    const isGroup = typeof value === "object" && value !== null && !Array.isArray(value) && typeof old === "object";
    return isGroup ? changedPaths(old as object, value as object, `${way}${name}.`) : [`${way}${name}`];
  });
}
