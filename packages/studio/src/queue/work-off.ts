import type { Clock, JobId } from "@danfang/domain";
import type { Database, Row } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { readNotes, withNote } from "./job-notes.ts";
import { requestOf } from "./job-row.ts";
import * as table from "./jobs-table.ts";
import type { Ownership } from "./ownership.ts";
import type { StepProgress, TakenJob, WorkerQueue } from "./queue.ts";
import { happen } from "./standing-row.ts";
import type { JobEvent } from "./states.ts";
import type { JobTeller } from "./tell-jobs.ts";
import { failUnreadable, readyToTake } from "./unreadable-jobs.ts";
import { openWishes, type WishList } from "./wishes.ts";

/** A job in this worker's hands. */
export interface InHand {
  readonly wanted: WishList;
  progress: StepProgress | undefined;
}

export interface WorkOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly teller: JobTeller;
  readonly ownership: Ownership;
  /** The jobs that this worker has taken. */
  readonly inHand: Map<string, InHand>;
}

type Work = Pick<WorkerQueue, "take" | "report" | "addNote" | "skipTo" | "finish" | "fail" | "stopped" | "putBack">;

/** The queue as its worker uses it. */
export function openWork(options: WorkOptions): Work {
  const { database, teller, inHand } = options;
  const free = <T>(change: () => T): Promise<T> => whenFree(database, change);
  return {
    take: () => take(options),
    async addNote(id, note) {
      const row = table.rowOf(database, id);
      const notes = row && withNote(readNotes(row.notes) ?? [], note);
      if (!notes) return;
      await free(() => database.quickly(() => table.setNotes(database, id, notes)));
      teller.changed(id);
    },
    report(id, progress) {
      const own = inHand.get(id);
      if (own) own.progress = progress;
    },
    async skipTo(id, index) {
      await free(() => table.skipTo(database, id, index));
    },
    finish: (id) => conclude(options, id, { is: "finished" }),
    fail: (id, problem) => conclude(options, id, { is: "failed", problem }),
    stopped: (id) => conclude(options, id, { is: "stopped" }),
    putBack: (id, problem) => conclude(options, id, { is: "putBack", problem }),
  };
}

/** Something happens to a job in hand; one that another worker has taken over is not ours to change. */
async function conclude(
  { database, clock, teller, ownership, inHand }: WorkOptions,
  id: JobId,
  event: JobEvent,
): Promise<void> {
  const progress = inHand.get(id)?.progress ?? { step: 0, batch: 0 };
  const how = { now: clock.now(), worker: ownership.token, progress };
  // Its pictures are on the disk. After a power cut it may run once more, finds them, and ends as it did.
  const now = await whenFree(database, () => database.quickly(() => happen(database, id, event, how)));
  inHand.delete(id);
  if (now) teller.changed(id);
}

/** Becomes the queue's worker if nobody is, and gives back what a dead one had. */
async function acquire({ database, clock, teller, ownership }: WorkOptions): Promise<boolean> {
  let left: readonly Row[] = [];
  const isOurs = await whenFree(database, () =>
    ownership.acquire(() => {
      left = table.runningRows(database);
      const how = { now: clock.now(), progress: { step: 0 } };
      for (const { id } of left) happen(database, String(id), { is: "abandoned" }, how);
    }),
  );
  for (const { id } of left) teller.changed(String(id));
  return isOurs;
}

/** Ids of jobs that cannot be painted are added to `unreadable`: they are told of once the transaction is over. */
function begin({ database, clock, ownership }: WorkOptions, unreadable: string[]): string | undefined {
  if (!ownership.isHeld() || table.isPaused(database)) return undefined;
  for (;;) {
    const row = table.nextRow(database);
    if (!row) return undefined;
    if (!requestOf(row)) {
      unreadable.push(failUnreadable(database, row, clock.now()));
      continue;
    }
    const id = readyToTake(database, row);
    happen(database, id, { is: "taken" }, { now: clock.now(), worker: ownership.token });
    return id;
  }
}

async function take(options: WorkOptions): Promise<TakenJob | undefined> {
  const { database, teller, inHand } = options;
  if (!(await acquire(options))) return undefined;
  const wanted = openWishes();
  const unreadable: string[] = [];
  const id = await whenFree(database, () => {
    unreadable.length = 0; // of an attempt that was undone
    const begun = database.quickly(() => begin(options, unreadable));
    if (begun !== undefined) inHand.set(begun, { wanted, progress: undefined }); // at once: it may be cancelled now
    return begun;
  });
  for (const one of unreadable) teller.changed(one);
  if (id === undefined) return undefined;
  const row = table.demandRow(database, id);
  const job = teller.changed(id);
  return {
    ...wanted.wishes,
    job,
    seed: table.seedOfJob(job.request, row),
    skipped: Number(row.skipped),
    keepInGallery: row.keep === 1,
    source: row.source === "sdapi" ? "sdapi" : "studio",
  };
}
