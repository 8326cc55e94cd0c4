import fc from "fast-check";
import { expect, it } from "vitest";
import { createStore } from "../../ui/store.ts";
import { type Draft, emptyDraft, restoreField } from "./draft.ts";
import { openDraftDoor } from "./draft-door.ts";
import {
  type DraftHistory,
  emptyHistory,
  mostSteps,
  pause,
  type StepName,
  sameTime,
  stepNames,
} from "./draft-history.ts";
import { keptPart, mostKept, restoreHistory } from "./kept-history.ts";

const open = (draft: Draft = emptyDraft, history: DraftHistory = emptyHistory) =>
  openDraftDoor(createStore(draft), createStore(history));

/** Changes of all shapes: a word, a number, a group, a list, a choice that can be absent. */
const change: fc.Arbitrary<Partial<Draft>> = fc.oneof(
  fc.record({ prompt: fc.string(), seed: fc.integer() }, { requiredKeys: [] }),
  fc.record({ steps: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    styles: fc.array(fc.string(), { maxLength: 2 }),
    checkpoint: fc.option(fc.string(), { nil: undefined }),
  }),
  fc.boolean().map((isOn) => ({ init: { ...emptyDraft.init, isOn, image: `input:${isOn}` } })),
  fc.boolean().map((isOn) => ({ grid: { ...emptyDraft.grid, isOn }, mask: { ...emptyDraft.mask, isOn } })),
);
const action = fc.record({
  change,
  name: fc.constantFrom<StepName>(...stepNames),
  pause: fc.constantFrom(1, pause / 2, 2 * pause),
});

/** What is kept, written and read as a browser does. */
const throughStorage = (history: DraftHistory): DraftHistory =>
  restoreHistory(JSON.parse(JSON.stringify(keptPart(history))), restoreField);

it("gives every draft back that there was between two steps, the last first, also after a reload, and then goes forward again", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), fc.boolean(), (actions, isReloaded) => {
      const door = open();
      const drafts: Draft[] = [emptyDraft];
      let now = 1;
      for (const { change, name, pause: waited } of actions) {
        now += waited;
        door.set(change, name, now);
        const steps = door.history.get().done.length;
        drafts.length = steps; // edits of one field, one after the other, are one step
        drafts.push(door.fields.get());
      }
      const later = isReloaded ? open(door.fields.get(), throughStorage(door.history.get())) : door;
      for (const draft of drafts.toReversed().slice(1)) {
        later.back();
        expect(later.fields.get()).toEqual(draft);
      }
      expect(later.back()).toBeUndefined();
      for (const draft of drafts.slice(1)) {
        later.forward();
        expect(later.fields.get()).toEqual(draft);
      }
      expect(later.forward()).toBeUndefined();
    }),
  );
});

it("takes a word that was typed back as one, and two words with a pause between them as two", () => {
  const door = open();
  for (const [prompt, at] of [
    ["f", 1],
    ["fo", 200],
    ["fox", 400],
    ["fox,", 400 + pause],
    ["fox, s", 500 + pause],
  ] as const)
    door.set({ prompt }, "edit", at);
  door.back();
  expect(door.fields.get().prompt).toBe("fox");
  door.back();
  expect(door.fields.get().prompt).toBe("");
});

it("joins what is typed to nothing but what was typed in the same field", () => {
  const door = open();
  door.set({ prompt: "fox" }, "recipe", 1);
  door.set({ prompt: "foxy" }, "edit", 2);
  door.set({ negativePrompt: "dog" }, "edit", 3);
  expect(door.history.get().done.map(({ name }) => name)).toEqual(["recipe", "edit", "edit"]);
});

it("forgets a word that the field itself took back: what came before is the last step again", () => {
  const door = open();
  door.set({ prompt: "fox", steps: 9 }, "recipe", 1);
  door.set({ prompt: "foxy" }, "edit", 2);
  door.set({ prompt: "foxy bear" }, "edit", 3 * pause);
  door.set({ prompt: "foxy" }, "edit", sameTime);
  door.set({ prompt: "fox" }, "edit", sameTime);
  expect(door.history.get().done.map(({ name }) => name)).toEqual(["recipe"]);
});

it("goes back to before a step and takes along what came after it; what is forgotten changes nothing", () => {
  const door = open();
  door.set({ steps: 30 }, "edit", 1);
  const step = door.set({ prompt: "fox", seed: 7 }, "recipe", 2);
  door.set({ steps: 31 }, "edit", 3);
  door.set({ seed: 8 }, "edit", 4);
  door.backTo(step?.id ?? 0);
  expect(door.fields.get()).toEqual({ ...emptyDraft, steps: 30 });
  door.backTo(step?.id ?? 0);
  expect(door.fields.get()).toEqual({ ...emptyDraft, steps: 30 });
  expect(door.history.get().undone).toHaveLength(3);
});

it("what nobody chose is no step, and stays when steps are taken back", () => {
  const door = open();
  door.set({ prompt: "fox" }, "idea", 1);
  door.settle({ checkpoint: "starter", width: 128 });
  door.back();
  expect(door.fields.get()).toEqual({ ...emptyDraft, checkpoint: "starter", width: 128 });
});

it("changes nothing where nothing changes, and then forgets nothing that could be done again", () => {
  const door = open();
  door.set({ steps: 9 }, "edit", 1);
  door.back();
  expect(door.set({ steps: emptyDraft.steps, init: { ...emptyDraft.init } }, "recipe", 2)).toBeUndefined();
  expect(door.history.get().undone).toHaveLength(1);
});

it("is bounded, in steps and in what is kept; the newest are the ones that stay", () => {
  const door = open();
  for (let i = 1; i <= 2 * mostSteps; i++) door.set({ seed: i }, "idea", i);
  expect(door.history.get().done).toHaveLength(mostSteps);
  for (let i = 1; i <= 5; i++) door.set({ prompt: `${i}`.repeat(mostKept / 5) }, "idea", i);
  const kept = keptPart(door.history.get());
  expect(JSON.stringify(kept).length).toBeLessThan(1.1 * mostKept);
  expect(kept.done.at(-1)).toEqual(door.history.get().done.at(-1));
  expect(kept.done.length).toBeLessThan(5);
});

it.each([
  ["nonsense", "?"],
  ["steps of another shape", { done: [{ id: 1 }, 7, null] }],
  [
    "a field that there is no more",
    { done: [{ id: 1, at: 1, name: "edit", changes: [{ field: "colour", after: 1 }] }] },
  ],
])("%s, kept by another page, is an empty history", (_, kept) => {
  expect(restoreHistory(kept, restoreField)).toEqual({ done: [], undone: [] });
});
