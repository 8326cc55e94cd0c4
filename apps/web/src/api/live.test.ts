import { expect, it } from "vitest";
import { withoutJob, withProgress } from "./live.ts";

const event = (batch: number, step: number) =>
  ({ type: "progress", jobId: "j", batch, step, steps: 3, sigma: 10 / step, preview: `p${batch}${step}` }) as const;

it("keeps the steps of the batch that is being painted", () => {
  const progress = withProgress(withProgress(new Map(), event(0, 1)), event(0, 2)).get("j");
  expect(progress?.timeline.map(({ step }) => step)).toEqual([1, 2]);
  expect(progress?.preview).toBe("p02");
});

it("begins a new timeline with a new batch, and forgets a job that ended", () => {
  const progress = withProgress(withProgress(new Map(), event(0, 3)), event(1, 1));
  expect(progress.get("j")?.timeline.map(({ preview }) => preview)).toEqual(["p11"]);
  expect(withoutJob(progress, "j").size).toBe(0);
});

it("does not lengthen the timeline when the same step is told twice", () => {
  const progress = withProgress(withProgress(new Map(), event(0, 1)), event(0, 1));
  expect(progress.get("j")?.timeline).toHaveLength(1);
});
