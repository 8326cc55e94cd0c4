import type { Job, Picture, StudioEvent } from "@danfang/domain";
import {
  type DataTag,
  type FetchQueryOptions,
  keepPreviousData,
  type Query,
  QueryCache,
  QueryClient,
  type QueryKey,
  queryOptions,
} from "@tanstack/react-query";
import { api, type PictureFilter } from "./client.ts";
import { connection, liveProgress, noteEnd, stoppingJobs, withoutJob, withProgress } from "./live.ts";

/** Queries whose first answer is on its way, though something changed after it was asked for. */
const outdated = new WeakSet<object>();
/** That answer is shown, and asked for again. */
const onSuccess = (_: unknown, query: Query<unknown, unknown>): void => {
  if (outdated.delete(query)) refetch(...query.queryKey);
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onSuccess }),
  defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false } },
});

/** How many finished jobs the queue page shows. */
const finishedShown = 50;
/** Jobs that wait asked for at once: no queue is too long to be looked at. */
export const waitingPageSize = 100;
/** Pictures asked for at once by the gallery. */
export const galleryPageSize = 30;
/** As many as a request may ask for. */
const mostOfJob = 500;
/** How long a page of pictures that is no longer drawn is kept, milliseconds: somebody who looks all over a large gallery keeps little of it. */
const picturePageKept = 20_000;

export const queries = {
  status: queryOptions({ queryKey: ["status"], queryFn: api.status }),
  queue: queryOptions({ queryKey: ["queue"], queryFn: api.queue }),
  modelFolders: queryOptions({ queryKey: ["models", "folders"], queryFn: api.modelFolders }),
  model: (id: string) => queryOptions({ queryKey: ["models", id], queryFn: () => api.model(id) }),
  samplers: queryOptions({ queryKey: ["samplers"], queryFn: api.samplers, staleTime: Number.POSITIVE_INFINITY }),
  styles: queryOptions({ queryKey: ["styles"], queryFn: api.styles }),
  settings: queryOptions({ queryKey: ["settings"], queryFn: api.settings }),
  activeJobs: queryOptions({
    queryKey: ["jobs", "active"],
    queryFn: () => api.jobs(["running", "queued"], waitingPageSize),
  }),
  /** Those that wait, in the order in which they will be painted. */
  waitingJobs: (page: number) =>
    queryOptions({
      queryKey: ["jobs", "waiting", page],
      queryFn: () => api.jobs(["queued"], waitingPageSize, page * waitingPageSize),
      placeholderData: keepPreviousData,
    }),
  finishedJobs: queryOptions({
    queryKey: ["jobs", "finished"],
    queryFn: () => api.jobs(["done", "failed", "cancelled"], finishedShown),
  }),
  recentPictures: queryOptions({ queryKey: ["recent"], queryFn: () => api.pictures({}, 0, 24) }),
  facets: queryOptions({ queryKey: ["facets"], queryFn: api.facets }),
  timeline: (id: string) =>
    queryOptions({ queryKey: ["timeline", id], queryFn: () => api.timeline(id), staleTime: Number.POSITIVE_INFINITY }),
  /** All pictures of a grid's job, its sheet too, in the order in which they were painted. */
  picturesOfJob: (job: string) =>
    queryOptions({ queryKey: ["pictures", "of job", job], queryFn: () => api.pictures({ job }, 0, mostOfJob) }),
  bin: queryOptions({ queryKey: ["pictures", "bin"], queryFn: api.bin }),
  picturePage: (filter: PictureFilter, page: number) =>
    queryOptions({
      queryKey: ["pictures", filter, page],
      queryFn: ({ signal }) =>
        api.pictures({ ...filter, stacked: true }, page * galleryPageSize, galleryPageSize, signal),
      placeholderData: keepPreviousData,
      gcTime: picturePageKept,
    }),
} as const;

/** Asks the studio for what is not known yet. Never fails: whoever shows it says what is wrong. */
export const ask = async <T, K extends QueryKey>(query: FetchQueryOptions<T, Error, T, K>): Promise<void> => {
  if (queryClient.getQueryData(query.queryKey) === undefined) await queryClient.prefetchQuery(query);
};

/** How long a page waits for what it shows before it is drawn without, milliseconds. */
const patience = 250;

/**
 * Waits a moment for answers: a page that is drawn once, with everything in it, is there sooner than one that is drawn
 * again for each of them, and nothing in it moves.
 */
export const answered = (answers: readonly Promise<void>[]): Promise<unknown> =>
  Promise.race([Promise.all(answers), new Promise((resolve) => setTimeout(resolve, patience))]);

/** Asks again for what changed. What is on its way was asked for before, and does not count: it may be older. */
function refetch(...queryKey: unknown[]): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey, fetchStatus: "fetching" }))
    if (query.state.data === undefined) outdated.add(query);
  void queryClient.invalidateQueries({ queryKey });
}

/** Keeps what an event tells, and lets no answer that was asked for before it write over it. */
function keep<T>(
  { queryKey }: { readonly queryKey: QueryKey & DataTag<QueryKey, T, Error> },
  change: Updater<T | undefined>,
) {
  const isOnItsWay = queryClient.isFetching({ queryKey, exact: true }) > 0;
  queryClient.setQueryData<T>(queryKey, change);
  if (isOnItsWay) refetch(...queryKey);
}
type Updater<T> = (before: T) => T;

/** A picture changed somewhere: every list that may show it is fetched again when it is next seen. */
export function forgetPictures(): void {
  refetch("pictures");
  refetch("recent");
  refetch("facets");
}

/** Brings what is kept of the studio in line with what it tells. */
export function applyEvent(event: StudioEvent): void {
  switch (event.type) {
    case "job":
      applyJob(event.job);
      break;
    case "progress":
      liveProgress.set((before) => withProgress(before, event));
      break;
    case "picture":
      applyPicture(event.picture);
      break;
    case "queue":
      keep(queries.queue, () => event.status);
      break;
    case "models":
      refetch("models");
      break;
    case "settings":
      refetch("settings");
      refetch("models", "folders");
      break;
    case "troubles":
      keep(queries.status, (status) => status && { ...status, troubles: event.troubles });
      break;
    case "notice":
      refetch("status");
      break;
    case "reset":
      liveProgress.set(new Map());
      stoppingJobs.set(new Set());
      void queryClient.invalidateQueries();
  }
}

function applyJob(job: Job): void {
  const isActive = job.state === "queued" || job.state === "running";
  if (!isActive) liveProgress.set((before) => withoutJob(before, job.id));
  if (!isActive) noteEnd(job);
  keep(queries.activeJobs, (jobs) => placeJob(jobs, job, isActive));
  keep(queries.finishedJobs, (jobs) => placeJob(jobs, job, !isActive, "first"));
  if (job.state !== "running") lookAtWaiting();
}

/** Jobs may come and go by the thousand; the queue is asked for once in this time, milliseconds. */
const queueRests = 100;
let isLookAhead = false;

/** Asks again, soon and once, for what waits. */
function lookAtWaiting(): void {
  if (isLookAhead) return;
  isLookAhead = true;
  setTimeout(() => {
    isLookAhead = false;
    refetch("jobs", "active");
    refetch("jobs", "waiting");
  }, queueRests);
}

/** `jobs` with this one as it is now, or without it where it does not belong. */
function placeJob(
  jobs: Job[] | undefined,
  job: Job,
  belongs: boolean,
  place: "first" | "last" = "last",
): Job[] | undefined {
  if (jobs === undefined) return undefined;
  if (!belongs) return jobs.filter(({ id }) => id !== job.id);
  if (jobs.some(({ id }) => id === job.id)) return jobs.map((other) => (other.id === job.id ? job : other));
  return place === "first" ? [job, ...jobs] : [...jobs, job];
}

function applyPicture(picture: Picture): void {
  keep(queries.recentPictures, (page) => {
    if (page === undefined || picture.deletedAt !== undefined) return page;
    const others = page.pictures.filter(({ id }) => id !== picture.id);
    if (others.length < page.pictures.length)
      return { ...page, pictures: page.pictures.map((other) => (other.id === picture.id ? picture : other)) };
    return { total: page.total + 1, pictures: [picture, ...others].slice(0, 24) };
  });
  refetch("pictures");
  refetch("facets");
}

/** What a page that has just been opened may have missed: it asked before it listened. */
const changedMeanwhile = [["jobs"], ["queue"], ["recent"], ["status"]] as const;

export function applyConnection(connected: boolean): void {
  const before = connection.get();
  connection.set(connected ? "connected" : "lost");
  if (!connected || before === "connected") return;
  if (before === "lost") void queryClient.invalidateQueries();
  else for (const queryKey of changedMeanwhile) refetch(...queryKey);
}
