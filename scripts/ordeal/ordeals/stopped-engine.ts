import { setTimeout } from "node:timers/promises";
import type { Bench } from "../bench.ts";
import { isAlive } from "../processes.ts";
import type { StudioProcess } from "../studio-process.ts";
import { needsLinux, type Ordeal } from "./ordeal.ts";

const stopWithin = 5;

/** The engine's process is stopped (SIGSTOP), as by a debugger, a suspended container or a driver that hangs. */
export const stoppedEngine: Ordeal = {
  name: "stopped engine",
  needs: needsLinux,
  seconds: 240,
  async run(bench) {
    const idle = await painted(bench);
    for (const engine of idle.engines()) process.kill(engine, "SIGSTOP");
    let slowest = 0;
    for (let i = 0; i < 5; i++) slowest = Math.max(slowest, (await idle.get("/v1/status", 20)).milliseconds);
    bench.check("idle: status answers within a second", slowest <= 1000, `slowest of 5: ${slowest} ms`);
    const memory = await idle.get("/sdapi/v1/memory", 20);
    bench.check(
      "idle: /sdapi answers too",
      memory.status === 200,
      `memory ${memory.status} after ${memory.milliseconds} ms`,
    );
    await endsCleanly(bench, idle, "idle", ["SIGINT"]);

    const busy = await painted(bench);
    const { body } = await busy.order({ steps: 150, width: 128, height: 128 });
    while ((await busy.job(body.id)).step < 2) await setTimeout(50);
    for (const engine of busy.engines()) process.kill(engine, "SIGSTOP");
    await busy.send("DELETE", `/v1/jobs/${body.id}`, undefined);
    const cancelled = await busy.ended(body.id, 30).then(
      (job) => job.state,
      () => "still running after 30 s",
    );
    bench.check("painting: a job that is cancelled ends", cancelled === "cancelled", cancelled);
    const next = await busy.order({ seed: 12 });
    const state = await busy.ended(next.body.id, 60).then(
      (job) => job.state,
      () => "not after 60 s",
    );
    bench.check("painting: the next job is painted", state === "done", state);
    const again = await busy.order({ steps: 150, width: 128, height: 128 });
    while ((await busy.job(again.body.id)).step < 2) await setTimeout(50);
    for (const engine of busy.engines()) process.kill(engine, "SIGSTOP");
    await endsCleanly(bench, busy, "painting", ["SIGINT"]);
    const later = await bench.studio({ home: busy.home });
    const job = await later.job(again.body.id);
    bench.check(
      "painting: the job went back to the queue, unpunished",
      ["queued", "running", "done"].includes(job.state) && job.attempts <= 1,
      `${job.state}, attempts ${job.attempts}`,
    );
  },
};

/** A studio whose engine runs. */
async function painted(bench: Bench): Promise<StudioProcess> {
  const studio = await bench.studio();
  await studio.ended((await studio.order()).body.id);
  return studio;
}

/** Told to stop, a studio is gone in time, and so are its engines. */
export async function endsCleanly(
  bench: Bench,
  studio: StudioProcess,
  when: string,
  signals: readonly NodeJS.Signals[],
) {
  const engines = studio.engines();
  const start = performance.now();
  for (const signal of signals) {
    studio.signal(signal);
    await setTimeout(200);
  }
  const end = await studio.gone(stopWithin + 5);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const told = signals.join(", ");
  bench.check(
    `${when}: ${told} ends the studio within ${stopWithin} s`,
    end !== undefined && Number(seconds) <= stopWithin + 0.2,
    `${end ?? "still there"} after ${seconds} s`,
  );
  bench.check(`${when}: the exit status is 0 or 130`, end === "0" || end === "130", String(end));
  await setTimeout(500);
  const left = engines.filter(isAlive);
  bench.check(
    `${when}: nothing is left behind`,
    engines.length > 0 && left.length === 0,
    `${engines.length} engine, ${left.length} left`,
  );
}
