import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { GenerationRequest, type Job, type QueueStatus } from "@danfang/domain";
import { type FakeClock, fakeClock } from "@danfang/domain/testing/fake-clock";
import { ownIdentity } from "@danfang/workbench";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../database/open-database.ts";
import { openTroubles } from "../health/troubles.ts";
import { describeQueueLaws } from "../testing/queue-laws.ts";
import { mostFruitlessAttempts } from "./queue.ts";
import { openSqliteQueue } from "./sqlite-queue.ts";

const folder = await temporaryFolder();
let serial = 0;
const newFile = () => join(folder, `${++serial}.sqlite`);
const order = GenerationRequest.parse({ prompt: "apple" });
const submission = { request: order, priority: 0 };

/** A process on a home of its own or shared; `host` makes it one that cannot be looked at from here. */
function openOn(file: string, clock: FakeClock, who: { pid?: number; started?: string; host?: string } = {}) {
  const jobs: Job[] = [];
  const statuses: QueueStatus[] = [];
  const { database } = openDatabase(file);
  const troubles = openTroubles(clock, () => undefined);
  const queue = openSqliteQueue({
    database,
    clock,
    identity: { ...ownIdentity(), ...who },
    troubles,
    onJob: (job) => jobs.push(job),
    onStatus: (status) => statuses.push(status),
  });
  return { queue, database, jobs, statuses, troubles };
}

/** No process has it: the kernel's largest is 2^22. */
const deadPid = 2 ** 22 + 7;

describe("the queue in SQLite", () => {
  describeQueueLaws((clock) => openOn(newFile(), clock).queue);

  it("keeps everything when it is closed and opened again, pausing too", async () => {
    const file = newFile();
    const first = openOn(file, fakeClock());
    const { id } = await first.queue.submit({ request: order, priority: 7 });
    await first.queue.pause();
    const before = await first.queue.get(id);
    await first.queue.close();
    first.database.close();
    const second = openOn(file, fakeClock());
    expect(await second.queue.get(id)).toEqual(before);
    expect(await second.queue.status()).toEqual({ paused: true, queued: 1, running: 0 });
  });

  it("tells of each change", async () => {
    const { queue, jobs, statuses } = openOn(newFile(), fakeClock());
    const { id } = await queue.submit(submission);
    await queue.take();
    await queue.finish(id);
    expect(jobs.map(({ state }) => state)).toEqual(["queued", "running", "done"]);
    expect(statuses.at(-1)).toEqual({ paused: false, queued: 0, running: 0 });
  });

  it("lives on while its signs of life cannot be written, says so, and paints on when they can", async () => {
    const clock = fakeClock();
    const { queue, database, troubles } = openOn(newFile(), clock);
    const { id } = await queue.submit(submission);
    await queue.take();
    database.first("PRAGMA query_only = 1"); // as on a drive that became read-only
    for (let beats = 0; beats < 20; beats++) {
      clock.advance(5_000);
      await setImmediate();
    }
    expect(troubles.now).toMatchObject([{ key: "heartbeat", problem: { code: "storage/readOnly" } }]);
    await expect(queue.submit(submission)).rejects.toThrow();
    database.first("PRAGMA query_only = 0");
    clock.advance(5_000);
    await setImmediate();
    expect(troubles.now).toEqual([]);
    await queue.finish(id);
    expect((await queue.get(id))?.state).toBe("done");
  });

  it("painted in vain for another who took it over, it is not concluded twice, and is told to stop", async () => {
    const file = newFile();
    const clock = fakeClock();
    const one = openOn(file, clock);
    const other = openOn(file, clock, { host: "elsewhere" });
    const { id } = await one.queue.submit(submission);
    const taken = await one.queue.take();
    one.database.first("PRAGMA query_only = 1"); // one's drive is read-only, the other's is not
    clock.advance(60_000);
    await setImmediate();
    expect((await other.queue.take())?.job.id).toBe(id);
    clock.advance(1_000);
    await setImmediate();
    expect(taken?.signal.aborted).toBe(true);
    one.database.first("PRAGMA query_only = 0");
    await one.queue.finish(id);
    expect((await other.queue.get(id))?.state).toBe("running");
    expect(await one.queue.take()).toBeUndefined();
    await other.queue.finish(id);
    expect((await one.queue.get(id))?.state).toBe("done");
  });

  it("lets one process paint while another only submits", async () => {
    const file = newFile();
    const clock = fakeClock();
    const one = openOn(file, clock);
    const other = openOn(file, clock, { started: ownIdentity().started });
    const { id } = await other.queue.submit(submission);
    await other.queue.submit(submission);
    expect((await one.queue.take())?.job.id).toBe(id);
    expect(await other.queue.take()).toBeUndefined();
    const ended = other.queue.wait(id);
    await one.queue.finish(id);
    clock.advance(1000); // the other looks around
    expect((await ended).state).toBe("done");
  });

  it("tells of what another process did to jobs, each change once", async () => {
    const file = newFile();
    const clock = fakeClock();
    const painting = openOn(file, clock);
    const other = openOn(file, clock);
    const told = () => other.jobs.splice(0).map(({ id, state, pictures }) => [id, state, pictures.length]);
    const { id } = await painting.queue.submit(submission);
    const { id: second } = await painting.queue.submit(submission);
    clock.advance(1000);
    expect(told()).toEqual([
      [id, "queued", 0],
      [second, "queued", 0],
    ]);
    await painting.queue.take();
    await painting.queue.addPicture(id, 0, "first");
    clock.advance(1000);
    expect(told()).toEqual([[id, "running", 1]]);
    await painting.queue.finish(id);
    clock.advance(1000);
    expect(told()).toEqual([[id, "done", 1]]);
    await painting.queue.clearFinished();
    clock.advance(1000);
    expect(told()).toEqual([]);
    const { id: own } = await other.queue.submit(submission);
    await painting.queue.setPriority(second, 5);
    clock.advance(1000);
    expect(told()).toEqual([
      [own, "queued", 0],
      [second, "queued", 0],
    ]);
  });

  it("hears in the painting process that another one cancels", async () => {
    const file = newFile();
    const clock = fakeClock();
    const one = openOn(file, clock);
    const { id } = await one.queue.submit(submission);
    const taken = await one.queue.take();
    await openOn(file, clock).queue.cancel(id);
    clock.advance(1000);
    expect(taken?.signal.aborted).toBe(true);
  });

  it("hears in the painting process that another one skips a batch, once, or wants no further one", async () => {
    const file = newFile();
    const clock = fakeClock();
    const one = openOn(file, clock);
    const other = openOn(file, clock);
    const { id } = await one.queue.submit(submission);
    const taken = await one.queue.take();
    let skips = 0;
    taken!.onSkip(() => skips++);
    await other.queue.skipBatch(id);
    clock.advance(2_000);
    await other.queue.cancelAfterBatch(id);
    clock.advance(2_000);
    expect([skips, taken!.isLastBatch(), taken!.signal.aborted]).toEqual([1, true, false]);
  });

  it("gives a dead process's job to the next one at once, with what happened", async () => {
    const file = newFile();
    const clock = fakeClock();
    const dead = openOn(file, clock, { pid: deadPid });
    const { id } = await dead.queue.submit(submission);
    await dead.queue.take();
    await dead.queue.addPicture(id, 0, "first");
    const next = openOn(file, clock);
    expect((await next.queue.take())?.job).toMatchObject({
      id,
      attempts: 2,
      pictures: ["first"],
      problem: { code: "queue/ended" },
    });
    await dead.queue.fail(id, { code: "late", message: "", hint: "" }); // it was only asleep
    expect((await next.queue.get(id))?.state).toBe("running");
  });

  it("takes an id that was given out again for another process", async () => {
    const file = newFile();
    const clock = fakeClock();
    const old = openOn(file, clock, { started: "an earlier process" });
    await old.queue.submit(submission);
    await old.queue.take();
    const isVisible = ownIdentity().started !== ""; // elsewhere silence alone tells
    expect((await openOn(file, clock).queue.take()) !== undefined).toBe(isVisible);
  });

  it("waits for a process on another machine until that has been silent", async () => {
    const file = newFile();
    const farClock = fakeClock();
    const clock = fakeClock();
    const far = openOn(file, farClock, { host: "elsewhere" });
    await far.queue.submit(submission);
    await far.queue.take();
    const near = openOn(file, clock);
    clock.advance(20_000);
    farClock.advance(20_000); // it beats
    clock.advance(20_000);
    expect(await near.queue.take()).toBeUndefined();
    clock.advance(11_000);
    expect((await near.queue.take())?.job.attempts).toBe(2);
  });

  it("fails a job that processes died of too often, and cancels one that was to be", async () => {
    const file = newFile();
    const clock = fakeClock();
    const first = openOn(file, clock);
    const { id } = await first.queue.submit(submission);
    await first.queue.close();
    for (let i = 0; i < mostFruitlessAttempts; i++)
      expect((await openOn(file, clock, { pid: deadPid + i }).queue.take())?.job.id).toBe(id);
    const last = openOn(file, clock);
    expect(await last.queue.take()).toBeUndefined();
    expect(await last.queue.get(id)).toMatchObject({ state: "failed", problem: { code: "queue/triedTooOften" } });

    const { id: unwanted } = await last.queue.retry(id);
    await last.queue.close();
    const dying = openOn(file, clock, { pid: deadPid });
    await dying.queue.take();
    await dying.queue.cancel(unwanted);
    const after = openOn(file, clock);
    expect(await after.queue.take()).toBeUndefined();
    expect((await after.queue.get(unwanted))?.state).toBe("cancelled");
  });
});
