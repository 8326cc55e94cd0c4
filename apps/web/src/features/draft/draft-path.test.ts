import { expect, it } from "vitest";
import { emptyDraft } from "./draft.ts";
import { markDraft, markedFields, valueAt, withValue } from "./draft-path.ts";
import { setDraft } from "./draft-store.ts";

it("reads what it wrote, and changes nothing beside it", () => {
  const changed = withValue(emptyDraft, "hires.scale", 3);
  expect(valueAt(changed, "hires.scale")).toBe(3);
  expect(changed).toEqual({ ...emptyDraft, hires: { ...emptyDraft.hires, scale: 3 } });
  expect(valueAt(withValue(emptyDraft, "steps", 9), "steps")).toBe(9);
});

it("marks the fields that a paste changed, and no others", () => {
  setDraft(emptyDraft);
  markDraft({ steps: 20, seed: 7, hires: { ...emptyDraft.hires, isOn: true, scale: 3 } }, "recipe");
  expect([...markedFields.get()].sort()).toEqual(["hires.isOn", "hires.scale", "seed"]);
});
