import { expect, it } from "vitest";
import { sampleJob, sampleOrder } from "../../testing/samples.ts";
import { queueSeconds } from "./queue-length.ts";

const done = (seconds: number) =>
  sampleJob({
    state: "done",
    startedAt: "2026-11-01T10:00:00.000Z",
    finishedAt: new Date(Date.parse("2026-11-01T10:00:00.000Z") + 1000 * seconds).toISOString(),
  });
const [short, long] = [sampleJob(), sampleJob({ request: sampleOrder({ batchCount: 3 }) })];

it("is as long as its jobs together, at the pace of the last ones", () => {
  expect(queueSeconds([short], 1, [done(30)])).toBeCloseTo(30, 6);
  expect(queueSeconds([short, long], 2, [done(30)])).toBeCloseTo(30 + 90, 6);
});

it("takes those that are not known for as long as those that are", () => {
  expect(queueSeconds([short, long], 3000, [done(30)])).toBeCloseTo(3000 * 60, 3);
});

it("is not known before anything was painted", () => {
  expect(queueSeconds([short], 1, [])).toBeUndefined();
  expect(queueSeconds([], 3, [done(30)])).toBeUndefined();
});
