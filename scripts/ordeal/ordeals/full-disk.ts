import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { troubleCodes } from "../troubles.ts";
import { until } from "../until.ts";
import { needsRoot, type Ordeal } from "./ordeal.ts";

/** Seconds that the studio has to bear it: longer than every heartbeat and every retry. */
const bear = 25;

/** A home of a few megabytes is filled to the last byte while pictures are ordered and painted, and emptied again. */
export const fullDisk: Ordeal = {
  name: "full disk",
  needs: needsRoot,
  seconds: 240,
  async run(bench) {
    const home = await bench.folder();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=6m", "tmpfs", home]);
    bench.defer(() => execFileSync("umount", ["--lazy", home]));
    const studio = await bench.studio({ home });
    const first = await studio.order();
    await studio.ended(first.body.id);
    const styles = await studio.send("POST", "/v1/styles", { name: "kept", prompt: "kept", negativePrompt: "" });
    const kept = readFileSync(join(home, "styles.csv"));

    await studio.send("POST", "/v1/queue/pause", {});
    const waiting = await studio.order({ seed: 8 });
    fill(home);
    await studio.send("POST", "/v1/queue/resume", {}).catch(() => undefined);
    const refused = await studio.order({ seed: 9 });
    const styleRefused = await studio.send("POST", "/v1/styles", {
      name: "lost",
      prompt: "x".repeat(90_000),
      negativePrompt: "",
    });
    await setTimeout(bear * 1000);
    bench.check("stays up", studio.isAlive, `${bear} s without a free byte`);
    const status = await studio.get("/v1/status", 5);
    bench.check(
      "status says so",
      JSON.stringify(status.body.troubles ?? []).length > 2,
      JSON.stringify((status.body.troubles ?? []).map((t: { problem: { code: string } }) => t.problem?.code)),
    );
    bench.check("status answers within a second", status.milliseconds < 1000, `${status.milliseconds} ms`);
    bench.check(
      "the log says so",
      /full|space|voll/i.test(studio.log()),
      studio.log().split("\n").slice(-3).join(" ").slice(0, 160),
    );
    bench.check(
      "an order that cannot be kept is refused with a reason",
      refused.status === 202 || isTold(refused),
      `${refused.status} ${refused.body.code ?? ""}`,
    );
    bench.check(
      "styles that cannot be kept are refused, and the old ones stay",
      isTold(styleRefused) && readFileSync(join(home, "styles.csv")).equals(kept),
      `${styles.status}, then ${styleRefused.status} ${styleRefused.body.code ?? ""}`,
    );

    rmSync(join(home, "ballast"));
    const codes = async () => troubleCodes(await studio.get("/v1/status"));
    await until("the trouble is over", async () => (await codes()).length === 0, 60).catch(() => undefined);
    bench.check("the trouble is over once there is room", (await codes()).length === 0, (await codes()).join(", "));
    await studio.send("POST", "/v1/queue/resume", {}); // while the disk was full it may have been refused
    for (const answer of [waiting, refused].filter(({ status }) => status === 202)) {
      let job = await studio.ended(answer.body.id, 60);
      if (job.state === "failed") {
        await studio.send("POST", `/v1/jobs/${job.id}/retry`, {});
        job = await studio.ended(job.id, 60);
      }
      bench.check(
        "goes on by itself once there is room",
        job.state === "done" && job.pictures.length === 1,
        `${job.state}, attempts ${job.attempts}`,
      );
    }
  },
};

const isTold = ({ status, body }: { status: number; body: { code?: string; hint?: string } }) =>
  status >= 400 && !body.code?.startsWith("internal/") && (body.hint ?? "").length > 0;

/** Not one block is left free. */
function fill(home: string): void {
  const ballast = join(home, "ballast");
  writeFileSync(ballast, "");
  for (;;) {
    const { bavail, bsize } = statfsSync(home);
    if (bavail === 0) return;
    writeFileSync(ballast, Buffer.alloc(bavail * bsize), { flag: "a" });
  }
}
