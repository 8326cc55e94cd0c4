import { expect, it } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

it("counts edits as Levenshtein does", () => {
  expect(editDistance("kitten", "sitting")).toBe(3);
  expect(editDistance("", "abc")).toBe(3);
  expect(editDistance("flaw", "lawn")).toBe(2);
});

it("puts the most alike first, whatever the case", () => {
  expect(nearest("eular a", ["DDIM", "Euler", "Euler a"], 2)).toEqual(["Euler a", "Euler"]);
});
