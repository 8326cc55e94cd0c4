import { type FieldPath, fieldAt, fieldPaths, GenerationRequest } from "@danfang/domain";
import { type Axis, type AxisValue, gridAxes } from "@danfang/prompt";
import { describe, expect, it } from "vitest";
import { effectOf } from "./axis-effects.ts";
import { changeBy } from "./change-by.ts";

/** An order that has every part. */
const order = GenerationRequest.parse({
  prompt: "red fox, snow",
  negativePrompt: "fox fur",
  steps: 40,
  hires: {},
  init: { image: "input:1" },
  refiner: { checkpoint: "fine" },
  variation: { seed: 5, strength: 0.1 },
});

const changed = (axis: Axis, value: AxisValue, first = value) =>
  changeBy(order, { axis, values: [first, value], legends: ["", ""] }, 1);

const at = (tree: unknown, path: FieldPath): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (inner, step) =>
        typeof inner === "object" && inner !== null
          ? Object.entries(inner).find(([key]) => key === step)?.[1]
          : undefined,
      tree,
    );

/** Fields that are other than in the order; a mask or passes that are not there are not among them. */
const fieldsChanged = (to: unknown): FieldPath[] =>
  fieldPaths.filter((path) => JSON.stringify(at(order, path)) !== JSON.stringify(at(to, path)));

/** Two values one after the other, the second of which is not what the order has. */
function triedOn({ label, type, choices }: Axis, path: FieldPath): readonly [first: AxisValue, value: AxisValue] {
  const field = fieldAt(path);
  if (label === "Size") return ["512x512", "320x384"];
  if (label === "Prompt S/R") return ["fox", "cat"];
  if (type === "permutation")
    return [
      ["snow", "red"],
      ["snow", "red"],
    ];
  if (choices !== undefined) return [choices[0] ?? "", choices.find((one) => !/cpu|false/i.test(one)) ?? ""];
  if (field.kind === "number" || field.kind === "whole") return [field.least, field.least + 2 * field.step];
  return ["x", "another"];
}

const axesOfFields = gridAxes.flatMap((axis) => {
  const [first] = axis.sets ?? [];
  return first === undefined ? [] : [{ ...axis, axis, first }];
});

describe.each(axesOfFields)("$label", ({ axis, first }) => {
  it("changes the fields that the table says it sets, and no other", () => {
    const [before, value] = triedOn(axis, first);
    const fields = fieldsChanged(changed(axis, value, before));
    const wanted = axis.label === "Denoising" ? [first] : axis.sets; // that of the picture, where there is one
    expect(fields).toEqual(wanted);
  });
});

const numbers = axesOfFields
  .flatMap((entry) => {
    const field = fieldAt(entry.first);
    return field.kind === "number" || field.kind === "whole" ? [{ ...entry, field }] : [];
  })
  .filter(({ type }) => type !== "text");

describe.each(numbers)("$label", ({ axis, field }) => {
  it("takes the numbers that its field takes, from the least to the most, and refuses what lies beyond", () => {
    const { least, most, isAbove } = field;
    expect(() => changed(axis, isAbove ? least + field.step : least)).not.toThrow();
    expect(() => changed(axis, most)).not.toThrow();
    expect(() => changed(axis, least - 1)).toThrow(expect.objectContaining({ code: "grid/badValue" }));
    if (axis.label !== "UniPC Order")
      // at most one less than there are steps
      expect(() => changed(axis, most + 1)).toThrow(expect.objectContaining({ code: "grid/badValue" }));
  });
});

it("every axis of the table that sets fields is painted, and none else", () => {
  for (const axis of gridAxes) expect([axis.label, effectOf(axis)]).toEqual([axis.label, expect.anything()]);
  expect(effectOf({ label: "Face restore" })).toBeUndefined();
});

it("no field has two axes, but for the prompt, which is searched and reordered", () => {
  const set = axesOfFields.flatMap(({ axis }) => axis.sets ?? []);
  expect(set.filter((path, i) => set.indexOf(path) !== i)).toEqual(["prompt"]);
});
