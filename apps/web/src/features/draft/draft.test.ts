import { expect, it } from "vitest";
import { emptyDraft, restoreDraft } from "./draft.ts";

it("drops what an older page kept in another shape, at every depth", () => {
  const kept = {
    prompt: "fox",
    steps: "many",
    colour: "red",
    checkpoint: "a",
    hires: { scale: 3, steps: "?" },
    styles: {},
  };
  expect(restoreDraft(kept)).toEqual({
    ...emptyDraft,
    prompt: "fox",
    checkpoint: "a",
    hires: { ...emptyDraft.hires, scale: 3 },
  });
  expect(restoreDraft("nonsense")).toBe(emptyDraft);
});

it("keeps a draft as it was", () => {
  const draft = { ...emptyDraft, styles: ["ink"], knobs: { eta: 0.5 }, mask: { ...emptyDraft.mask, isOn: true } };
  expect(restoreDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
});
