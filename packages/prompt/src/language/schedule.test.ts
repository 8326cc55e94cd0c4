import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { entryAt, parseSchedule, type ScheduledText } from "./schedule.ts";

const anyText = fc.string({ unit: fc.constantFrom(..."()[]\\:|.10 ab\n猫"), maxLength: 60 });
const anySteps = fc.integer({ min: 1, max: 30 });
/** Text that is no syntax. */
const word = fc.stringMatching(/^[a-z ,]*$/);

describe("parseSchedule", () => {
  it.each<[string, number, ScheduledText[]]>([
    [
      "[cat:dog:0.5]",
      20,
      [
        [10, "cat"],
        [20, "dog"],
      ],
    ],
    ["[cat:dog:1.0]", 20, [[20, "cat"]]],
    ["[cat:dog:0.04]", 20, [[20, "dog"]]],
    ["[cat:dog:-3]", 20, [[20, "dog"]]],
    ["[cat:dog:3.7]", 20, [[20, "cat"]]],
    [
      "[ a : b : 0.25 ]",
      20,
      [
        [5, " a "],
        [20, " b "],
      ],
    ],
    [
      "[a:[b:c:6]:3]",
      10,
      [
        [3, "a"],
        [6, "b"],
        [10, "c"],
      ],
    ],
    [
      "[fe|]male",
      4,
      [
        [1, "female"],
        [2, "male"],
        [3, "female"],
        [4, "male"],
      ],
    ],
    ["[a:b]", 20, [[20, "[a:b]"]]],
    [
      "text (unclosed [b:c:3]",
      10,
      [
        [3, "text (unclosed b"],
        [10, "text (unclosed c"],
      ],
    ],
    ["a | b [c:d:3]", 10, [[10, "a | b [c:d:3]"]]],
    ["[a:b:1e999]", 10, [[10, "a"]]],
  ])("reads %j in %i steps", (text, steps, schedule) => {
    expect(parseSchedule(text, { steps })).toEqual(schedule);
  });

  it.each<[string, boolean, ScheduledText[]]>([
    ["[cat:dog:0.5]", false, [[10, "dog"]]],
    [
      "[cat:dog:1.5]",
      false,
      [
        [5, "cat"],
        [10, "dog"],
      ],
    ],
    [
      "[cat:dog:25]",
      false,
      [
        [5, "cat"],
        [10, "dog"],
      ],
    ],
    [
      "[cat:dog:0.5]",
      true,
      [
        [10, "cat"],
        [20, "dog"],
      ],
    ],
  ])("counts on in the hires pass: %j, old rule %j", (text, useOldScheduling, schedule) => {
    expect(parseSchedule(text, { steps: 20, hiresSteps: 10, useOldScheduling })).toEqual(schedule);
  });

  it("rises to the last step, whatever the text", () => {
    fc.assert(
      fc.property(anyText, anySteps, (text, steps) => {
        const ends = parseSchedule(text, { steps }).map(([end]) => end);
        expect(ends.at(-1)).toBe(steps);
        expect(ends).toEqual([...new Set(ends)].sort((a, b) => a - b));
        expect(ends[0]).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it("leaves text without an edit as it is, and escaped brackets are none", () => {
    fc.assert(
      fc.property(anyText, anySteps, (text, steps) => {
        const escaped = text.replace(/[[\]()\\|:]/g, "\\$&");
        expect(parseSchedule(escaped, { steps })).toEqual([[steps, escaped]]);
      }),
    );
  });

  it("is an edit within an edit, not the other way round", () => {
    fc.assert(
      fc.property(word, word, word, anySteps, anySteps, (a, b, c, first, second) => {
        const steps = 30;
        const at = (step: number) =>
          parseSchedule(`x[${a}:[${b}:${c}:${second}]:${first}]`, { steps }).find(([end]) => step <= end)![1];
        for (let step = 1; step <= steps; step++)
          expect(at(step)).toBe(`x${step <= first ? a : step <= second ? b : c}`);
      }),
    );
  });

  it("adds when an edit has one text, removes when the second is empty", () => {
    fc.assert(
      fc.property(word, anySteps, (text, when) => {
        const steps = 31;
        expect(parseSchedule(`[${text}:${when}]`, { steps })).toEqual(parseSchedule(`[:${text}:${when}]`, { steps }));
        expect(parseSchedule(`[${text}::${when}]`, { steps })).toEqual([
          [when, text],
          [steps, ""],
        ]);
      }),
    );
  });

  const n = 30_000;
  it.each([
    ["opening brackets", "[".repeat(1e6)],
    ["closing brackets", "]".repeat(n * 10)],
    ["nested brackets", "[".repeat(n) + "]".repeat(n)],
    ["nested edits", "[a:".repeat(n) + ":1]".repeat(n)],
    ["nested alternatives", "[a|".repeat(n) + "b]".repeat(n)],
    ["broken edits in each other", "[a:(b:".repeat(n) + ":3]".repeat(n)],
    ["edits", "[a:b:3]".repeat(n)],
    ["colons", `[${":".repeat(n * 10)}]`],
    ["bars", `[${"|".repeat(n * 10)}]`],
    ["digits", `[a:${"1".repeat(n * 10)}]`],
    ["white space", `[a:${" ".repeat(n * 10)}x]`],
    ["backslashes", "\\".repeat(n * 10)],
  ])("reads a great many %s in time", { timeout: 10_000 }, (_, text) => {
    expect(parseSchedule(text, { steps: 4 }).at(-1)![0]).toBe(4);
  });
});

it("calls the model once more than the first entry's number says, and past the end with the first again", () => {
  const schedule = [{ untilStep: 2 }, { untilStep: 5 }];
  expect([0, 1, 2, 3, 5, 6].map((call) => entryAt(schedule, call).untilStep)).toEqual([2, 2, 2, 5, 5, 2]);
});
