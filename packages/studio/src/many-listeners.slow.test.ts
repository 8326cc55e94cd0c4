import { join } from "node:path";
import { GenerationRequest } from "@danfang/domain";
import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { temporaryFolder } from "@danfang/workbench/testing/temporary-folder";
import { expect, it } from "vitest";
import { openStudio } from "./open-studio.ts";

const folder = await temporaryFolder();
const listeners = 20;
/** What a thousand small jobs may leave behind in memory, bytes: the page cache of the database and the event log. */
const tolerance = 24 * 2 ** 20;

/** Needs `--expose-gc` for a sharp answer; without it the garbage of the moment counts too. */
function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

it("does not grow between the 100th and the 1,000th job, however slow the listeners are", async () => {
  const studio = await openStudio({ home: join(folder, "home"), generate: greyPainter().generate });
  const stop = new AbortController();
  for (let i = 0; i < listeners; i++)
    void (async () => {
      for await (const _ of studio.events.since(undefined, stop.signal))
        await new Promise((resolve) => setTimeout(resolve, 50 * i)); // the first keeps up, the last is far behind
    })();
  const ids: string[] = [];
  for (let i = 0; i < 1000; i++) {
    const request = GenerationRequest.parse({ prompt: `apple ${i} `.repeat(20), seed: i, steps: 5 });
    ids.push((await studio.queue.submit({ request, priority: 0 })).id);
  }
  await studio.queue.wait(ids[99]!);
  const early = memory();
  await studio.queue.wait(ids[999]!);
  const late = memory();
  stop.abort();
  await studio.close();
  process.stdout.write(
    `after 100 jobs ${(early / 2 ** 20).toFixed(1)} MiB, after 1,000 ${(late / 2 ** 20).toFixed(1)} MiB\n`,
  );
  expect(late - early).toBeLessThan(tolerance);
});
