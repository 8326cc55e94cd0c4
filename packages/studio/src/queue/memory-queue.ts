import type { Clock } from "@danfang/domain";
import { type Job, type JobState, JobSubmission, type Problem, problemOf } from "@danfang/domain";
import { queueErrors } from "./errors.ts";
import { withNote } from "./job-notes.ts";
import { finishedStates, mostFruitlessAttempts, type StepProgress, type TakenJob, type WorkerQueue } from "./queue.ts";
import { openWaiters } from "./waiters.ts";
import { openWishes, type WishList } from "./wishes.ts";

interface Entry {
  job: Omit<Job, "ahead">;
  position: number;
  fruitless: number;
  skipped: number;
  readonly taken: Pick<TakenJob, "seed" | "source" | "keepInGallery">;
  wanted: WishList;
}

const iso = (time: number): string => new Date(time).toISOString();
const stateOrder: Readonly<Record<JobState, number>> = { running: 0, queued: 1, done: 2, failed: 2, cancelled: 2 };

/** A queue that forgets everything with its process: for tests, and the plainest reading of the laws. */
export function openMemoryQueue({ clock }: { readonly clock: Clock }): WorkerQueue {
  const entries = new Map<string, Entry>();
  const waiters = openWaiters();
  const listeners = new Set<() => void>();
  let isPaused = false;
  let serial = 0;

  const inState = (state: JobState) => [...entries.values()].filter(({ job }) => job.state === state);
  const waiting = () => inState("queued").sort((a, b) => b.job.priority - a.job.priority || a.position - b.position);
  const wake = () => {
    for (const listener of [...listeners]) listener();
  };
  function toJob(entry: Entry): Job {
    const isQueued = entry.job.state === "queued";
    const ahead = isQueued ? inState("running").length + waiting().indexOf(entry) : 0;
    return structuredClone({ ...entry.job, ahead });
  }
  const get = (id: string) => {
    const entry = entries.get(id);
    return entry && toJob(entry);
  };
  function demand(id: string): Entry {
    const entry = entries.get(id);
    if (!entry) throw queueErrors.notFound({ id });
    return entry;
  }
  function changed(entry: Entry, change: Partial<Job>): Job {
    entry.job = { ...entry.job, ...change };
    if (entry.job.state !== "running") delete entry.job.endsAfterBatch;
    waiters.look(get, entry.job.id);
    if (entry.job.state === "queued") wake();
    return toJob(entry);
  }
  const end = (entry: Entry, state: JobState, problem?: Problem) => {
    delete entry.job.problem;
    return changed(entry, { state, finishedAt: iso(clock.now()), ...problemIn(problem) });
  };
  const problemIn = (problem: Problem | undefined): Partial<Job> =>
    problem ? { problem: { ...problem, facts: { ...problem.facts } } } : {};
  const running = (id: string) => {
    const entry = entries.get(id);
    return entry?.job.state === "running" ? entry : undefined;
  };
  function demandQueued(id: string): Entry {
    const entry = demand(id);
    if (entry.job.state !== "queued") throw queueErrors.notQueued({ id, state: entry.job.state });
    return entry;
  }

  return {
    async submit(submission, { source = "studio", keepInGallery = true } = {}) {
      const { request, priority } = JobSubmission.parse(submission);
      const id = `job-${++serial}`;
      const job = {
        ...{ id, request, priority, state: "queued" as const, attempts: 0, step: 0, steps: request.steps, batch: 0 },
        ...{ pictures: [], createdAt: iso(clock.now()) },
      };
      const seed = request.seed === -1 ? serial * 1000 : request.seed;
      const taken = { seed, source, keepInGallery };
      const entry: Entry = { job, position: serial, fruitless: 0, skipped: 0, taken, wanted: openWishes() };
      entries.set(id, entry);
      return changed(entry, {});
    },
    get: async (id) => get(id),
    async list({ states, limit = entries.size, offset = 0 } = {}) {
      const order = waiting();
      return [...entries.values()]
        .filter(({ job }) => !states || states.includes(job.state))
        .sort(
          (a, b) =>
            stateOrder[a.job.state] - stateOrder[b.job.state] ||
            order.indexOf(a) - order.indexOf(b) ||
            (b.job.finishedAt ?? "").localeCompare(a.job.finishedAt ?? "") ||
            b.position - a.position,
        )
        .slice(offset, offset + limit)
        .map(toJob);
    },
    async cancel(id) {
      const entry = entries.get(id);
      if (entry?.job.state === "queued") return end(entry, "cancelled");
      if (entry?.job.state === "running") entry.wanted.stop();
      return entry && toJob(entry);
    },
    async skipBatch(id) {
      running(id)?.wanted.skip();
      return get(id);
    },
    async cancelAfterBatch(id) {
      const entry = entries.get(id);
      if (entry?.job.state === "queued") return end(entry, "cancelled");
      if (entry?.job.state === "running") {
        entry.wanted.endAfterBatch();
        return changed(entry, { endsAfterBatch: true });
      }
      return entry && toJob(entry);
    },
    async retry(id) {
      const entry = demand(id);
      const { state } = entry.job;
      if (state !== "failed" && state !== "cancelled") throw queueErrors.notRetryable({ id, state });
      entry.position = ++serial;
      entry.fruitless = 0;
      delete entry.job.problem;
      delete entry.job.notes;
      delete entry.job.finishedAt;
      return changed(entry, { state: "queued", step: 0 });
    },
    setPriority: async (id, priority) => changed(demand(id), { priority }),
    async move(id, beforeId) {
      const entry = demandQueued(id);
      if (beforeId === id) return toJob(entry);
      if (beforeId === undefined) {
        const priority = Math.min(...waiting().map(({ job }) => job.priority));
        entry.position = ++serial;
        return changed(entry, { priority });
      }
      const { position, job } = demandQueued(beforeId);
      serial++;
      for (const other of entries.values()) if (other.position >= position) other.position++;
      entry.position = position;
      return changed(entry, { priority: job.priority });
    },
    async pause() {
      isPaused = true;
    },
    async resume() {
      isPaused = false;
      wake();
    },
    status: async () => ({ paused: isPaused, queued: inState("queued").length, running: inState("running").length }),
    async clearFinished() {
      const finished = [...entries.values()].filter(({ job }) => finishedStates.has(job.state));
      for (const { job } of finished) entries.delete(job.id);
      return finished.length;
    },
    wait: (id, signal) => waiters.wait(id, get, signal),

    async take() {
      const [entry] = isPaused ? [] : waiting();
      if (!entry) return undefined;
      entry.wanted = openWishes();
      entry.fruitless++;
      delete entry.job.finishedAt;
      const startedAt = iso(clock.now());
      const job = changed(entry, { state: "running", attempts: entry.job.attempts + 1, startedAt });
      return { ...entry.taken, ...entry.wanted.wishes, job, skipped: entry.skipped };
    },
    report(id, progress: StepProgress) {
      const entry = running(id);
      if (entry) entry.job = { ...entry.job, ...progress };
    },
    addPicture(id, index, pictureId) {
      const entry = entries.get(id);
      if (!entry || entry.job.pictures.length + entry.skipped !== index) return;
      entry.fruitless = 0;
      entry.job = { ...entry.job, pictures: [...entry.job.pictures, pictureId] };
    },
    addNote(id, note) {
      const entry = entries.get(id);
      const notes = entry && withNote(entry.job.notes ?? [], note);
      if (notes) changed(entry, { notes });
    },
    async skipTo(id, index) {
      const entry = entries.get(id);
      if (entry) entry.skipped = Math.max(entry.skipped, index - entry.job.pictures.length);
    },
    async finish(id) {
      const entry = running(id);
      if (entry) end(entry, "done");
    },
    async fail(id, problem) {
      const entry = running(id);
      if (entry) end(entry, "failed", problem);
    },
    async stopped(id) {
      const entry = running(id);
      if (entry) end(entry, "cancelled");
    },
    async putBack(id, problem) {
      const entry = running(id);
      if (!entry) return;
      const { attempts } = entry.job;
      if (problem && entry.fruitless >= mostFruitlessAttempts) {
        const reason = problem.message;
        end(entry, "failed", problemOf(queueErrors.triedTooOften({ attempts, reason, last: problem })));
      } else if (problem) changed(entry, { state: "queued", ...problemIn(problem) });
      else {
        entry.fruitless = Math.max(0, entry.fruitless - 1);
        changed(entry, { state: "queued", attempts: attempts - 1 });
      }
    },
    announce: () => undefined,
    holds: () => true,
    onWork(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => undefined,
  };
}
