import { fieldAt, fieldPaths, pathsOf } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { emptyDraft } from "./draft.ts";
import { valueAt } from "./draft-path.ts";
import { type DraftField, isInUse, placeOf } from "./draft-place.ts";

/** Fields that no control of the page turns: pictures, other axes of a mask, what scripts alone say. */
const elsewhere = ["init.others", "init.imageCfgScale", "init.mask.blurY", "init.mask.latent", "hires.firstPass"];
const onPage = fieldPaths.filter(
  (path): path is DraftField =>
    !elsewhere.includes(path) && !path.endsWith("tilesAtOnce") && !path.startsWith("knobs."),
);

describe("a field of an order has a place in the draft, of its own kind", () => {
  it.each(onPage)("%s", (path) => {
    const value = valueAt(emptyDraft, placeOf(path));
    const { kind } = fieldAt(path);
    if (path === "checkpoint") expect(value).toBeUndefined();
    else if (kind === "texts") expect(value).toEqual([]);
    else
      expect(typeof value).toBe(
        { number: "number", whole: "number", flag: "boolean", choice: "string", text: "string" }[kind],
      );
  });
});

it("what samplers do not read stands there only when it was turned", () => {
  const euler = { ...emptyDraft, sampler: "Euler" };
  const shown = (draft: typeof emptyDraft) => pathsOf("knobs").filter((path) => isInUse(path, draft));
  expect(shown(euler)).toContain("knobs.sChurn");
  expect(shown(euler)).not.toContain("knobs.unipcOrder");
  expect(shown({ ...euler, knobs: { unipcOrder: 2 } })).toContain("knobs.unipcOrder");
  expect(shown({ ...euler, hires: { ...euler.hires, isOn: true, sampler: "UniPC" } })).toContain("knobs.unipcOrder");
  expect(shown({ ...euler, sampler: "DPM++ 2M" })).toContain("knobs.rho"); // its own schedule is Karras
});
