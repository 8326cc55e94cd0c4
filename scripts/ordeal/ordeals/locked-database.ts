import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import type { Ordeal } from "./ordeal.ts";

const seconds = 30;

/** Another program holds a write transaction on the database, before a job and in the middle of one. */
export const lockedDatabase: Ordeal = {
  name: "locked database",
  seconds: 180,
  async run(bench) {
    const studio = await bench.studio();
    const first = await studio.order();
    await studio.ended(first.body.id);
    const long = await studio.order({ steps: 60, width: 128, height: 128, batchCount: 2 });
    const other = new DatabaseSync(join(studio.home, "danfang.sqlite"));
    bench.defer(() => other.close());
    other.exec("BEGIN IMMEDIATE");
    await studio.longestTurn();
    let slowest = 0;
    const answers: number[] = [];
    for (let i = 0; i < seconds; i++) {
      const { milliseconds, status } = await studio.get("/v1/status", 20);
      slowest = Math.max(slowest, milliseconds);
      answers.push(status);
      await setTimeout(1000);
    }
    const troubles = (await studio.get("/v1/status")).body.troubles ?? [];
    const refused = await studio.order({ seed: 9 });
    other.exec("ROLLBACK");
    bench.check("stays up", studio.isAlive, `${seconds} s locked`);
    bench.check(
      "status answers within a second",
      slowest < 1000 && answers.every((status) => status === 200),
      `slowest ${slowest} ms`,
    );
    bench.check(
      "status says so",
      troubles.length > 0,
      JSON.stringify(troubles.map((t: { problem: { code: string } }) => t.problem?.code)),
    );
    bench.check(
      "an order that cannot be kept is refused with a reason",
      refused.status === 202 || (refused.status === 503 && refused.body.hint !== ""),
      `${refused.status} ${refused.body.code ?? ""} after ${refused.milliseconds} ms`,
    );
    const job = await studio.ended(long.body.id);
    bench.check(
      "goes on by itself, nothing doubled",
      job.state === "done" && job.pictures.length === 2,
      `${job.state}, ${job.pictures.length} pictures, attempts ${job.attempts}`,
    );
  },
};
