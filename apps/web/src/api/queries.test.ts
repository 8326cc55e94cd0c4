import { beforeEach, expect, it } from "vitest";
import { connection } from "./live.ts";
import { applyConnection, queries, queryClient } from "./queries.ts";

const isStale = (query: { readonly queryKey: readonly unknown[] }) =>
  queryClient.getQueryState(query.queryKey)?.isInvalidated;

beforeEach(() => {
  queryClient.clear();
  queryClient.setQueryData(queries.activeJobs.queryKey, []);
  queryClient.setQueryData(queries.queue.queryKey, { paused: false, queued: 0, running: 0 });
  queryClient.setQueryData(queries.models.queryKey, []);
});

it("asks again for the jobs that may have come between the first question and the first event", () => {
  connection.set("connecting");
  applyConnection(true);
  expect([isStale(queries.activeJobs), isStale(queries.queue), isStale(queries.models)]).toEqual([true, true, false]);
});

it("asks again for everything after the studio was away, and for nothing while it is there", () => {
  connection.set("connected");
  applyConnection(true);
  expect(isStale(queries.activeJobs)).toBe(false);
  applyConnection(false);
  expect(connection.get()).toBe("lost");
  applyConnection(true);
  expect([isStale(queries.activeJobs), isStale(queries.models)]).toEqual([true, true]);
});
