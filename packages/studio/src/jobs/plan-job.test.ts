import { GenerationRequest } from "@danfang/domain";
import { expect, it } from "vitest";
import { planJob } from "./plan-job.ts";

const passes = { kind: "loopback", loops: 3 };
const order = (batchCount: number) =>
  GenerationRequest.parse({ prompt: "apple", batchSize: 2, batchCount, init: { image: "a", passes } });

it("a loopback of one batch is painted again from its beginning, since each loop needs the one before", () => {
  const plan = planJob(order(1), 100);
  expect(plan.next(2)).toMatchObject({ firstIndex: 0, request: { seed: 100, batchSize: 1, init: { passes } } });
  expect([plan.next(3), plan.endOfBatch(1)]).toEqual([undefined, 3]);
});

it("of several batches each gives one picture, and its seeds follow those of the loops before", () => {
  const plan = planJob(order(4), 100);
  expect(plan.next(1)).toMatchObject({ firstIndex: 1, request: { seed: 103, batchCount: 3, init: { passes } } });
  expect([plan.next(4), plan.endOfBatch(1)]).toEqual([undefined, 2]);
});
