import { setTimeout } from "node:timers/promises";
import { isAlive } from "../processes.ts";
import { until } from "../until.ts";
import { needsLinux, type Ordeal } from "./ordeal.ts";
import { endsCleanly } from "./stopped-engine.ts";

/** The terminal's window is closed, Ctrl-C is pressed once and twice, the studio is killed: each in the middle of a picture. */
export const signals: Ordeal = {
  name: "signals",
  needs: needsLinux,
  seconds: 240,
  async run(bench) {
    const ways: readonly (readonly NodeJS.Signals[])[] = [["SIGHUP"], ["SIGTERM"], ["SIGINT"], ["SIGINT", "SIGINT"]];
    for (const way of ways) {
      const studio = await bench.studio();
      const { body } = await studio.order({ steps: 150, width: 128, height: 128 });
      await until("it paints", async () => (await studio.job(body.id)).step > 2, 60);
      await endsCleanly(bench, studio, "painting", way);
      const next = await bench.studio({ home: studio.home });
      const job = await next.job(body.id);
      const isBack = job.state === "queued" || job.state === "running";
      // A second Ctrl-C may leave no time to say that the attempt does not count.
      const most = way.length > 1 ? 2 : 1;
      bench.check(
        `${way.join(", ")}: the job is painted after the next start`,
        isBack && job.attempts <= most,
        `${job.state}, attempts ${job.attempts}`,
      );
      await next.send("DELETE", `/v1/jobs/${body.id}`, undefined);
      next.signal("SIGINT");
      await next.gone(10);
    }
    const studio = await bench.studio();
    const { body } = await studio.order({ steps: 150, width: 128, height: 128 });
    await until("it paints", async () => (await studio.job(body.id)).step > 2, 60);
    const engines = studio.engines();
    studio.signal("SIGKILL");
    await studio.gone(5);
    await setTimeout(5000);
    bench.check(
      "killed: its engine ends by itself",
      engines.length > 0 && !engines.some(isAlive),
      `${engines.length} engine, ${engines.filter(isAlive).length} left after 5 s`,
    );
  },
};
