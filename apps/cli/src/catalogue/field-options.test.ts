import { fieldPaths } from "@danfang/domain";
import { expect, it } from "vitest";
import { type CommandEntry, commands } from "./commands.ts";
import { fieldOptionShapes, fieldsOf, optionOf } from "./field-options.ts";

const offered = new Set<string>(
  Object.values<CommandEntry>(commands).flatMap(({ options }) => Object.values(options).flat()),
);

it("every option of a field is offered by a command", () => {
  expect([...fieldOptionShapes.keys()].filter((option) => !offered.has(option))).toEqual([]);
});

it("an option that says several fields says one thing: sides of a size, the same of other passes, an eta", () => {
  const shared = [...fieldOptionShapes.keys()].filter((option) => fieldsOf(option).length > 1);
  const names = ["down", "eta", "hires-size", "left", "right", "seam-blur", "seed-resize", "up"];
  expect(shared.toSorted()).toEqual(names);
});

it("is written as its path where nobody knew it by another name", () => {
  expect(optionOf("knobs.minUncondSigma")).toBe("min-uncond-sigma");
  expect(optionOf("init.mask.soft.scheduleBias")).toBe("soft-schedule-bias");
  expect(optionOf("hires.firstPass")).toBeNull();
  for (const path of fieldPaths) expect(optionOf(path) ?? "x").toMatch(/^[a-z][a-z0-9-]*$/);
});
