import { randomUUID } from "node:crypto";
import { type Clock, type Job, type JobId, JobSubmission } from "@danfang/domain";
import { withSeeds } from "@danfang/workbench";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { queueErrors } from "../problems/queue-errors.ts";
import { requestOf } from "./job-row.ts";
import * as table from "./jobs-table.ts";
import type { Queue, SubmitOptions } from "./queue.ts";
import { happen } from "./standing-row.ts";
import type { JobEvent, Standing } from "./states.ts";
import type { JobTeller } from "./tell-jobs.ts";
import type { WishList } from "./wishes.ts";

export interface OrdersOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly teller: JobTeller;
  /** What is wanted of a job that this process paints. */
  readonly wishesOf: (id: JobId) => WishList | undefined;
}

const mostListed = 1_000_000;

/** The queue as those use it who order pictures. */
export function openOrders({ database, clock, teller, wishesOf }: OrdersOptions): Queue {
  const free = <T>(change: () => T): Promise<T> => whenFree(database, () => database.transaction(change));
  const happens = (id: JobId, event: JobEvent): Promise<Standing | undefined> =>
    free(() => happen(database, id, event, { now: clock.now() }));

  async function submit(submission: JobSubmission, { source = "studio", keepInGallery = true }: SubmitOptions = {}) {
    const { request: asked, priority } = JobSubmission.parse(submission);
    const { seed, ...drawn } = withSeeds(asked);
    const request = { ...drawn, seed: asked.seed };
    const job = {
      id: randomUUID(),
      request,
      seed: table.drawnSeed(asked, seed),
      source,
      keepInGallery,
      priority,
      createdAt: clock.now(),
    };
    await free(() => table.insertJob(database, job));
    return teller.changed(job.id);
  }
  async function cancel(id: JobId): Promise<Job | undefined> {
    const now = await happens(id, { is: "cancelled" });
    if (now?.state === "cancelled") return teller.changed(id);
    wishesOf(id)?.stop();
    return teller.get(id);
  }
  async function cancelWaiting(): Promise<number> {
    const ids = await free(() => {
      const waiting = table.waitingIds(database);
      for (const id of waiting) happen(database, id, { is: "cancelled" }, { now: clock.now() });
      return waiting;
    });
    teller.changedTogether(ids);
    return ids.length;
  }
  async function skipBatch(id: JobId): Promise<Job | undefined> {
    const own = wishesOf(id);
    if (own) own.skip();
    else await happens(id, { is: "batchSkipped" });
    return teller.get(id);
  }
  async function cancelAfterBatch(id: JobId): Promise<Job | undefined> {
    const now = await happens(id, { is: "cancelledAfterBatch" });
    if (now?.state === "running") wishesOf(id)?.endAfterBatch();
    return now ? teller.changed(id) : teller.get(id);
  }
  async function retry(id: JobId): Promise<Job> {
    const row = table.demandRow(database, id);
    if (!requestOf(row)) throw queueErrors.unreadable({ id, parts: ["order"] });
    await free(() => {
      const now = happen(database, id, { is: "retried" }, { now: clock.now() });
      if (!now) throw queueErrors.notRetryable({ id, state: String(table.demandRow(database, id).state) });
      table.putBehind(database, id);
    });
    return teller.changed(id);
  }
  async function setPriority(id: JobId, priority: number): Promise<Job> {
    table.demandRow(database, id);
    await free(() => table.setPriority(database, id, priority));
    return teller.changed(id);
  }
  async function move(id: JobId, beforeId: JobId | undefined): Promise<Job> {
    await free(() => table.moveRow(database, id, beforeId));
    return teller.changed(id);
  }
  async function pause(is: "yes" | "no"): Promise<void> {
    await free(() => table.setPaused(database, is));
    teller.tellStatus();
  }
  async function clearFinished(): Promise<number> {
    const count = await free(() => table.deleteFinished(database));
    teller.tellStatus();
    return count;
  }
  return {
    submit,
    cancel,
    cancelWaiting,
    skipBatch,
    cancelAfterBatch,
    retry,
    setPriority,
    move,
    clearFinished,
    get: async (id) => teller.get(id),
    list: async ({ states, limit = mostListed, offset = 0 } = {}) => teller.list({ states, limit, offset }),
    pause: () => pause("yes"),
    resume: () => pause("no").then(teller.wake),
    status: async () => teller.status(),
    wait: (id, signal) => teller.wait(id, signal),
  };
}
