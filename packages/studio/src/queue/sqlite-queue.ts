import {
  type Clock,
  defined,
  isPassing,
  type Job,
  type JobId,
  type PictureId,
  type QueueStatus,
} from "@danfang/domain";
import type { ProcessIdentity } from "@danfang/workbench";
import type { Database } from "../database/database.ts";
import { whenFree } from "../database/when-free.ts";
import { attended } from "../health/attended.ts";
import type { Troubles } from "../health/troubles.ts";
import { openOrders } from "./give-orders.ts";
import { addPicture, rowOf } from "./jobs-table.ts";
import { openLookAround } from "./look-around.ts";
import { type Ownership, openOwnership } from "./ownership.ts";
import type { WorkerQueue } from "./queue.ts";
import { openTeller } from "./tell-jobs.ts";
import { settleUnreadable } from "./unreadable-jobs.ts";
import { type InHand, openWork } from "./work-off.ts";

export interface SqliteQueueOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly onJob: (job: Job) => void;
  readonly onStatus: (status: QueueStatus) => void;
  /** Another process has written to the database. */
  readonly onForeignChange?: () => void;
  /** Told while signs of life cannot be written, or other processes' changes not be read. */
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Who we are to other processes on the same home; this process when absent. */
  readonly identity?: ProcessIdentity;
}

/** A picture is recorded in the caller's transaction: this one writes at once. */
export type SqliteQueue = Omit<WorkerQueue, "addPicture"> & {
  addPicture(id: JobId, index: number, pictureId: PictureId): void;
};

/** Signs of life are written, and other processes' changes looked for, this often, milliseconds. */
const heartbeat = 5_000;
const lookout = 500;

/** The queue in `danfang.sqlite`. Several processes may submit; one of them paints, and another follows when it dies. */
export function openSqliteQueue(options: SqliteQueueOptions): SqliteQueue {
  const { database, clock, identity } = options;
  const ownership = openOwnership(database, "painter", { clock, ...defined({ identity }) });
  const inHand = new Map<string, InHand>();
  settleUnreadable(database, clock);
  const teller = openTeller({ ...options, progressOf: (id) => inHand.get(id)?.progress });
  const orders = openOrders({ database, clock, teller, wishesOf: (id) => inHand.get(id)?.wanted });
  const work = openWork({ database, clock, teller, ownership, inHand });
  const life = beginLife(options, ownership, openLookAround({ ...options, teller, ownership, inHand }));
  return {
    ...orders,
    ...work,
    take: async () => (life.isOver() ? undefined : work.take()),
    addPicture(id, index, picture) {
      addPicture(database, id, index, picture);
    },
    announce(id) {
      if (rowOf(database, id)) teller.changed(id);
    },
    holds: () => !life.isOver() && ownership.isHeld(),
    onWork: teller.onWork,
    close: life.end,
  };
}

/** What a queue does by itself, until it is closed: shows other processes that this one lives, and looks at what they did. */
function beginLife({ database, clock, troubles }: SqliteQueueOptions, ownership: Ownership, lookAround: () => void) {
  let isOver = false;
  const free = <T>(change: () => T): Promise<T> => whenFree(database, change);
  // A sign of life that cannot be written costs nothing by itself: nobody else can write either, or sees that this process
  // lives, or takes the job over and is seen to have it at the next look.
  const beat = attended(troubles, "heartbeat", () => free(() => !isOver && ownership.beat()));
  const look = attended(troubles, "look-out", () => {
    if (!isOver) lookAround();
  });
  const stops = [clock.every(heartbeat, beat), clock.every(lookout, look)];
  return {
    isOver: () => isOver,
    async end(): Promise<void> {
      if (isOver) return;
      isOver = true;
      for (const stop of stops) stop();
      await free(ownership.release).catch((error) => {
        if (!isPassing(error)) throw error; // else it stays: that this process is gone can be seen
      });
    },
  };
}
