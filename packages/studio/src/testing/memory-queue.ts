import { type Clock, type Job, type JobState, JobSubmission } from "@danfang/domain";
import { queueErrors } from "../problems/queue-errors.ts";
import { withNote } from "../queue/job-notes.ts";
import { finishedStates, type StepProgress, type TakenJob, type WorkerQueue } from "../queue/queue.ts";
import { type JobEvent, type Standing, transition } from "../queue/states.ts";
import { openWaiters } from "../queue/waiters.ts";
import { openWishes, type WishList } from "../queue/wishes.ts";

interface Entry {
  job: Pick<Job, "id" | "request" | "priority" | "step" | "steps" | "batch" | "pictures" | "notes" | "createdAt">;
  standing: Standing;
  position: number;
  skipped: number;
  readonly taken: Pick<TakenJob, "seed" | "source" | "keepInGallery">;
  wanted: WishList;
}

const iso = (time: number): string => new Date(time).toISOString();
const stateOrder: Readonly<Record<JobState, number>> = { running: 0, queued: 1, done: 2, failed: 2, cancelled: 2 };

const submitted: Standing = {
  state: "queued",
  attempts: 0,
  fruitless: 0,
  problem: undefined,
  startedAt: undefined,
  finishedAt: undefined,
  wishes: { stop: false, skip: false, endAfterBatch: false },
};

/** A queue that forgets everything with its process: the plainest reading of the laws. */
export function openMemoryQueue({ clock }: { readonly clock: Clock }): WorkerQueue {
  const entries = new Map<string, Entry>();
  const waiters = openWaiters();
  const listeners = new Set<() => void>();
  let isPaused = false;
  let serial = 0;

  const inState = (state: JobState) => [...entries.values()].filter(({ standing }) => standing.state === state);
  const waiting = () => inState("queued").sort((a, b) => b.job.priority - a.job.priority || a.position - b.position);
  const wake = () => {
    for (const listener of [...listeners]) listener();
  };
  function toJob(entry: Entry): Job {
    const { state, attempts, problem, startedAt, finishedAt, wishes } = entry.standing;
    const ahead = state === "queued" ? inState("running").length + waiting().indexOf(entry) : 0;
    return structuredClone({
      ...entry.job,
      state,
      attempts,
      ahead,
      ...(state === "running" && wishes.endAfterBatch ? { endsAfterBatch: true as const } : {}),
      ...(problem ? { problem: { ...problem, ...(problem.facts ? { facts: { ...problem.facts } } : {}) } } : {}),
      ...(startedAt === undefined ? {} : { startedAt: iso(startedAt) }),
      ...(finishedAt === undefined ? {} : { finishedAt: iso(finishedAt) }),
    });
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
  function changed(entry: Entry, change: Partial<Entry["job"]> = {}): Job {
    entry.job = { ...entry.job, ...change };
    waiters.look(get, entry.job.id);
    if (entry.standing.state === "queued") wake();
    return toJob(entry);
  }
  /** Undefined where nothing happened. */
  function happen(entry: Entry | undefined, event: JobEvent): Job | undefined {
    const after = entry && transition(entry.standing, event, clock.now());
    if (!entry || !after) return undefined;
    entry.standing = after;
    return changed(entry);
  }
  const running = (id: string) => {
    const entry = entries.get(id);
    return entry?.standing.state === "running" ? entry : undefined;
  };
  function demandQueued(id: string): Entry {
    const entry = demand(id);
    const { state } = entry.standing;
    if (state !== "queued") throw queueErrors.notQueued({ id, state });
    return entry;
  }

  return {
    async submit(submission, { source = "studio", keepInGallery = true } = {}) {
      const { request, priority } = JobSubmission.parse(submission);
      const id = `job-${++serial}`;
      const job = {
        id,
        request,
        priority,
        step: 0,
        steps: request.steps,
        batch: 0,
        pictures: [],
        createdAt: iso(clock.now()),
      };
      const seed = request.seed === -1 ? serial * 1000 : request.seed;
      const taken = { seed, source, keepInGallery };
      const entry: Entry = { job, standing: submitted, position: serial, skipped: 0, taken, wanted: openWishes() };
      entries.set(id, entry);
      return changed(entry);
    },
    get: async (id) => get(id),
    async list({ states, limit = entries.size, offset = 0 } = {}) {
      const order = waiting();
      return [...entries.values()]
        .filter(({ standing }) => !states || states.includes(standing.state))
        .sort(
          (a, b) =>
            stateOrder[a.standing.state] - stateOrder[b.standing.state] ||
            order.indexOf(a) - order.indexOf(b) ||
            (b.standing.finishedAt ?? 0) - (a.standing.finishedAt ?? 0) ||
            b.position - a.position,
        )
        .slice(offset, offset + limit)
        .map(toJob);
    },
    async cancel(id) {
      const entry = entries.get(id);
      const job = happen(entry, { is: "cancelled" });
      if (job?.state === "running") entry?.wanted.stop();
      return job ?? get(id);
    },
    async cancelWaiting() {
      const entries = waiting();
      for (const entry of entries) happen(entry, { is: "cancelled" });
      return entries.length;
    },
    async skipBatch(id) {
      running(id)?.wanted.skip();
      return get(id);
    },
    async cancelAfterBatch(id) {
      const entry = entries.get(id);
      const job = happen(entry, { is: "cancelledAfterBatch" });
      if (job?.state === "running") entry?.wanted.endAfterBatch();
      return job ?? get(id);
    },
    async retry(id) {
      const entry = demand(id);
      const { state } = entry.standing;
      if (!happen(entry, { is: "retried" })) throw queueErrors.notRetryable({ id, state });
      entry.position = ++serial;
      delete entry.job.notes;
      return changed(entry, { step: 0 });
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
      const finished = [...entries.values()].filter(({ standing }) => finishedStates.has(standing.state));
      for (const { job } of finished) entries.delete(job.id);
      return finished.length;
    },
    wait: (id, signal) => waiters.wait(id, get, signal),

    async take() {
      const [entry] = isPaused ? [] : waiting();
      if (!entry) return undefined;
      entry.wanted = openWishes();
      const job = happen(entry, { is: "taken" });
      return job && { ...entry.taken, ...entry.wanted.wishes, job, skipped: entry.skipped };
    },
    report(id, progress: StepProgress) {
      const entry = running(id);
      if (entry) entry.job = { ...entry.job, ...progress };
    },
    addPicture(id, index, pictureId) {
      const entry = entries.get(id);
      if (!entry || entry.job.pictures.length + entry.skipped !== index) return;
      entry.standing = { ...entry.standing, fruitless: 0 };
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
      happen(running(id), { is: "finished" });
    },
    async fail(id, problem) {
      happen(running(id), { is: "failed", problem });
    },
    async stopped(id) {
      happen(running(id), { is: "stopped" });
    },
    async putBack(id, problem) {
      happen(running(id), { is: "putBack", problem });
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
