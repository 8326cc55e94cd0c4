import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { describe, expect, it } from "vitest";
import { expectNothingLost } from "./testing/expect-nothing-lost.ts";
import { chance, type Killing, killStudios } from "./testing/kill-studios.ts";

const folder = await temporaryFolder();
const starter = { steps: 4, sampler: "Euler", width: 64, height: 64, checkpoint: "starter-emoji" };

/** The engine that a studio started, where the system tells (Linux). */
function engineOf(studio: number): number | undefined {
  const entries = process.platform === "linux" ? readdirSync("/proc").filter((name) => /^\d+$/.test(name)) : [];
  for (const pid of entries)
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === studio) return Number(pid);
    } catch {
      // it ended meanwhile
    }
  return undefined;
}

describe("nothing is lost, half written or corrupted", () => {
  it("when studios are killed 40 times while they save pictures as fast as they can", async () => {
    const killing: Killing = {
      home: join(folder, "grey"),
      kills: 40,
      jobs: 300,
      picturesPerJob: { batchSize: 3, batchCount: 2 },
      order: { steps: 3 },
      kind: "grey",
      victim: (_, studio) => studio,
      longestLife: 400,
      draw: chance(5),
    };
    expectNothingLost(await killStudios(killing), killing);
  });

  it("when studios and engines are killed 50 times while the starter paints", async () => {
    const killing: Killing = {
      home: join(folder, "engine"),
      kills: 50,
      jobs: 60,
      picturesPerJob: { batchSize: 2, batchCount: 2 },
      order: starter,
      kind: "engine",
      longestLife: 2500,
      draw: chance(23),
      victim: (kill, studio) => (kill % 2 === 0 ? studio : engineOf(studio)),
    };
    const aftermath = await killStudios(killing);
    expectNothingLost(aftermath, killing);
    expect(aftermath.jobs.filter(({ attempts }) => attempts > 1).length).toBeGreaterThan(5); // they died while painting
  });
});
