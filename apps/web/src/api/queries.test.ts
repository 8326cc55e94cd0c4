import type { Job } from "@danfang/domain";
import { beforeEach, expect, it } from "vitest";
import { connection, stoppedJob, stoppingJobs } from "./live.ts";
import { modelQueries } from "./model-queries.ts";
import { applyConnection, applyEvent, queries, queryClient } from "./queries.ts";

const isStale = (query: { readonly queryKey: readonly unknown[] }) =>
  queryClient.getQueryState(query.queryKey)?.isInvalidated;

beforeEach(() => {
  queryClient.clear();
  queryClient.setQueryData(queries.activeJobs.queryKey, []);
  queryClient.setQueryData(queries.queue.queryKey, { paused: false, queued: 0, running: 0 });
  queryClient.setQueryData(modelQueries.starter.queryKey, []);
});

it("asks again for the jobs that may have come between the first question and the first event", () => {
  connection.set("connecting");
  applyConnection(true);
  expect([isStale(queries.activeJobs), isStale(queries.queue), isStale(modelQueries.starter)]).toEqual([
    true,
    true,
    false,
  ]);
});

it("asks again for everything after the studio was away, and for nothing while it is there", () => {
  connection.set("connected");
  applyConnection(true);
  expect(isStale(queries.activeJobs)).toBe(false);
  applyConnection(false);
  expect(connection.get()).toBe("lost");
  applyConnection(true);
  expect([isStale(queries.activeJobs), isStale(modelQueries.starter)]).toEqual([true, true]);
});

it("knows at once what does not work, and that it is over, with the rest of the status as it was", () => {
  const since = "2026-05-17T11:23:42.000Z";
  const problem = { code: "disk/full", message: "A drive is full.", hint: "Free some space." };
  const status = {
    version: "1",
    home: "home",
    notices: [],
    troubles: [],
    queue: { paused: false, queued: 2, running: 1 },
  };
  queryClient.setQueryData(queries.status.queryKey, status);
  const trouble = { key: "outputs", since, problem };
  applyEvent({ type: "troubles", troubles: [trouble] });
  expect(queryClient.getQueryData(queries.status.queryKey)).toEqual({ ...status, troubles: [trouble] });
  applyEvent({ type: "troubles", troubles: [] });
  expect(queryClient.getQueryData(queries.status.queryKey)).toEqual(status);
});

it("knows a job as stopping from the moment it is told until it has stopped, and only then as stopped", () => {
  const job = { id: "j1", state: "running", pictures: [] } as unknown as Job;
  stoppingJobs.set(new Set(["j1", "j2"]));
  applyEvent({ type: "job", job });
  expect(stoppingJobs.get()).toEqual(new Set(["j1", "j2"]));
  applyEvent({ type: "job", job: { ...job, state: "cancelled" } });
  expect([stoppingJobs.get(), stoppedJob.get()?.id]).toEqual([new Set(["j2"]), "j1"]);
  applyEvent({ type: "job", job: { ...job, id: "j2", state: "done" } });
  expect([stoppingJobs.get(), stoppedJob.get()?.id]).toEqual([new Set(), "j1"]);
});
