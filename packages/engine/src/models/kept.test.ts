import fc from "fast-check";
import { expect, it } from "vitest";
import { keep, type MadeOf } from "./kept.ts";

/** Few values, so that equal ones meet, and one that reads like two. */
const name = fc.constantFrom("a", "b", "a,b", '"', "");
const madeOf: fc.Arbitrary<MadeOf> = fc.record({
  files: fc.array(name, { maxLength: 3 }),
  choices: fc.array(fc.oneof(name, fc.constantFrom(undefined, 0, 1)), { maxLength: 2 }),
});

it("a kept value is that of its own files and choices, and is made once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(madeOf, { maxLength: 8 }), async (asked) => {
      const kept = keep<string>();
      const made: string[] = [];
      for (const one of asked) {
        const value = fc.stringify([one.files, one.choices]);
        const make = async () => {
          made.push(value);
          return value;
        };
        expect(await kept.of(one, make)).toBe(value);
      }
      expect(made.length).toBe(new Set(made).size);
    }),
  );
});

it("of a file that has changed nothing is kept, and of the others everything", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(madeOf, { selector: fc.stringify }), name, async (asked, changed) => {
      const kept = keep<string>();
      for (const one of asked) await kept.of(one, async () => "old");
      kept.forget(changed);
      for (const one of asked)
        expect(await kept.of(one, async () => "new")).toBe(one.files.includes(changed) ? "new" : "old");
    }),
  );
});

it("what could not be made is tried anew", async () => {
  const kept = keep<string>();
  const one = { files: ["a"] };
  await expect(kept.of(one, () => Promise.reject(new Error("not yet")))).rejects.toThrow("not yet");
  expect(await kept.of(one, async () => "now")).toBe("now");
});
