import type { Job, Picture, QueueStatus, StudioEvent } from "@danfang/domain";
import { QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { modelQueries } from "./model-queries.ts";
import { applyConnection, applyEvent, queries, queryClient } from "./queries.ts";

const job = (state: Job["state"]) => ({ id: "j1", state, pictures: [] }) as unknown as Job;
const queue = (paused: boolean): QueueStatus => ({ paused, queued: 1, running: 0 });
const trouble = { key: "outputs", since: "2026-05-17T11:23:42.000Z", problem: { code: "a/b", message: "", hint: "" } };
const status = (troubles: readonly unknown[]) => ({ version: "1", troubles });
const picture = { id: "p1" } as Picture;
const models = (name: string) => [{ name }];

interface Case {
  readonly query: { readonly queryKey: readonly unknown[] };
  readonly event: StudioEvent;
  /** What the studio answers before the event, and after it, and what the page keeps of it. */
  readonly before: unknown;
  readonly after: unknown;
  readonly kept: readonly [before: unknown, after: unknown];
}

const cases: Readonly<Record<string, Case>> = {
  "a job begins": {
    query: queries.activeJobs,
    event: { type: "job", job: job("running") },
    before: { jobs: [job("queued")] },
    after: { jobs: [job("running")] },
    kept: [[job("queued")], [job("running")]],
  },
  "a job ends": {
    query: queries.activeJobs,
    event: { type: "job", job: job("done") },
    before: { jobs: [job("running")] },
    after: { jobs: [] },
    kept: [[job("running")], []],
  },
  "a job that ended is among the finished": {
    query: queries.finishedJobs,
    event: { type: "job", job: job("done") },
    before: { jobs: [] },
    after: { jobs: [job("done")] },
    kept: [[], [job("done")]],
  },
  "the queue is paused": {
    query: queries.queue,
    event: { type: "queue", status: queue(true) },
    before: queue(false),
    after: queue(true),
    kept: [queue(false), queue(true)],
  },
  "something no longer works": {
    query: queries.status,
    event: { type: "troubles", troubles: [trouble] },
    before: status([]),
    after: status([trouble]),
    kept: [status([]), status([trouble])],
  },
  "a picture is there": {
    query: queries.recentPictures,
    event: { type: "picture", picture },
    before: { total: 0, pictures: [] },
    after: { total: 1, pictures: [picture] },
    kept: [
      { total: 0, pictures: [] },
      { total: 1, pictures: [picture] },
    ],
  },
  "models were found": {
    query: modelQueries.starter,
    event: { type: "models" },
    before: { items: models("old") },
    after: { items: models("new") },
    kept: [models("old"), models("new")],
  },
};

let answers: ((body: unknown) => void)[];
let stop = () => undefined as unknown;

beforeEach(() => {
  queryClient.clear();
  answers = [];
  vi.stubGlobal("fetch", () => new Promise((resolve) => answers.push((body) => resolve(Response.json(body)))));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

/** Answers every question from the second on, until nothing is asked any more. */
async function answerTheRest(body: unknown): Promise<void> {
  for (let next = 1; ; next++) {
    await vi.waitFor(() => expect(answers.length > next || queryClient.isFetching() === 0).toBe(true));
    if (answers.length <= next) return;
    answers[next]?.(body);
  }
}

describe.each(Object.entries(cases))("%s", (_, { query, event, before, after, kept }) => {
  it.each(["for the first time", "again"])("and an older answer, asked for %s, does not hide it", async (time) => {
    if (time === "again") queryClient.setQueryData(query.queryKey, kept[0]);
    stop = new QueryObserver(queryClient, { ...query, staleTime: 0 }).subscribe(() => undefined);
    expect(answers).toHaveLength(1);
    applyEvent(event);
    answers[0]?.(before);
    await answerTheRest(after);
    expect(queryClient.getQueryData(query.queryKey)).toEqual(kept[1]);
  });
});

it("what was asked before the page listens is shown when it comes, and asked for again", async () => {
  stop = new QueryObserver(queryClient, queries.queue).subscribe(() => undefined);
  applyConnection(true);
  answers[0]?.(queue(false));
  await vi.waitFor(() => expect(queryClient.getQueryData(queries.queue.queryKey)).toEqual(queue(false)));
  await answerTheRest(queue(true));
  expect(queryClient.getQueryData(queries.queue.queryKey)).toEqual(queue(true));
});
