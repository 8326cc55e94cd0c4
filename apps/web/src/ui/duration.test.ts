import { expect, it } from "vitest";
import { waitOf } from "./duration.ts";

it("counts as a person does, without 60 of anything", () => {
  expect(waitOf(0.3)).toEqual({ unit: "soon" });
  expect(waitOf(59.4)).toEqual({ unit: "seconds", seconds: 59 });
  expect(waitOf(59.6)).toEqual({ unit: "minutes", minutes: 1, seconds: 0 });
  expect(waitOf(192)).toEqual({ unit: "minutes", minutes: 3, seconds: 12 });
  expect(waitOf(7199)).toEqual({ unit: "hours", hours: 2, minutes: 0 });
});
