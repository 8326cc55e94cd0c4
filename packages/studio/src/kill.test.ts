import { join } from "node:path";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { it } from "vitest";
import { expectNothingLost } from "./testing/expect-nothing-lost.ts";
import { chance, type Killing, killStudios } from "./testing/kill-studios.ts";

const folder = await temporaryFolder();

it("nothing is lost when the process is killed while it saves pictures", async () => {
  const killing: Killing = {
    home: join(folder, "home"),
    kills: 2,
    jobs: 16,
    picturesPerJob: { batchSize: 2, batchCount: 2 },
    order: { steps: 2 },
    kind: "grey",
    victim: (_, studio) => studio,
    longestLife: 250,
    draw: chance(11),
  };
  expectNothingLost(await killStudios(killing), killing);
}, 60_000);
