import fc from "fast-check";
import { expect, it } from "vitest";
import { editDistance, nearestName } from "./nearest.ts";

it("counts a letter too many, too few, wrong or swapped as one edit", () => {
  expect(["prommpt", "promt", "prompd", "prmopt"].map((typed) => editDistance(typed, "prompt"))).toEqual([1, 1, 1, 1]);
});

it("is symmetric, and zero only for equal strings", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
});

it("suggests what is alike or begun, and nothing for what is not", () => {
  const names = ["txt2img", "inspect", "prompt", "bench", "doctor"];
  expect(nearestName("txtimg", names)).toBe("txt2img");
  expect(nearestName("insp", names)).toBe("inspect");
  expect(nearestName("Docter", names)).toBe("doctor");
  expect(nearestName("xyzzy", names)).toBeUndefined();
  expect(nearestName("", names)).toBeUndefined();
});
