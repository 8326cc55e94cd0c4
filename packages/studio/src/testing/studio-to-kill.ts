import { greyPainter } from "@danfang/workbench/testing/grey-painter";
import { openStudio } from "../open-studio.ts";

/**
 * A studio in a process of its own, to be killed: `node studio-to-kill.ts HOME [grey]`. With `grey` its pictures come
 * without an engine. Says `ready` on its standard output, and then each job that has ended.
 */
const [home = "", kind] = process.argv.slice(2);
const studio = await openStudio({ home, ...(kind === "grey" ? { generate: greyPainter().generate } : {}) });
process.stdout.write("ready\n");
setInterval(() => undefined, 1000); // a studio alone keeps no process alive
for await (const { event } of studio.events.since(undefined, new AbortController().signal))
  if (event.type === "job" && event.job.finishedAt) process.stdout.write(`${event.job.id}\n`);
