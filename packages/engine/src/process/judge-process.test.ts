import { expect, it } from "vitest";
import { judgeProcess, tick } from "./judge-process.ts";

const ticks = (seconds: number) => (seconds * 1000) / tick;
const judged = (unanswered: number, still: number) =>
  judgeProcess(
    { pulse: { unanswered: ticks(unanswered), still: ticks(still) }, hasPulse: true, hasSpoken: true },
    undefined,
  );

it.each([
  [59.75, 599.75, { is: "well" }],
  [60, 0, { is: "silent", seconds: 60 }],
  [0, 600, { is: "silent", seconds: 600 }],
])("after %f s without a sign and %f s without work says which of them it was", (unanswered, still, verdict) => {
  expect(judged(unanswered, still)).toEqual(verdict);
});

it("a silent process is given up for its silence, however long it did nothing before", () => {
  expect(judged(60, 85.5)).toEqual({ is: "silent", seconds: 60 });
});
