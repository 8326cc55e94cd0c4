import type { JobId, Problem } from "@danfang/domain";
import { type Generate, pngDataUrl } from "@danfang/workbench";
import { timelinesFolder } from "../gallery/folders.ts";
import { keptCells } from "../gallery/kept-cells.ts";
import { timelinePath } from "../gallery/timeline-file.ts";
import { attended } from "../health/attended.ts";
import { openOutlast } from "../health/outlast.ts";
import { type JobWorker, startJobWorker } from "../jobs/job-worker.ts";
import type { JobPictures, WorkersEngine } from "../jobs/job-worker-options.ts";
import { type KeepOptions, keepPicture } from "../outputs/keep-picture.ts";
import { settlePromises } from "../outputs/pending-pictures.ts";
import { sweepPassing } from "../outputs/sweep-passing.ts";
import type { StudioOptions } from "../studio.ts";
import type { Bench } from "./open-bench.ts";
import type { Collections } from "./open-collections.ts";
import type { Home } from "./open-home.ts";
import type { News } from "./open-news.ts";

const usualPatience = 600;

export interface WorkParts {
  readonly home: Home;
  readonly bench: Bench;
  readonly kept: Collections;
  readonly news: News;
  readonly onFailed: (id: JobId, problem: Problem) => void;
}

/** Has the queue's jobs worked off, by what the options paint with or the workbench. */
export function beginWork(options: StudioOptions, parts: WorkParts): JobWorker {
  const { home, bench, kept, news, onFailed } = parts;
  const { clock, database, settings } = home;
  const { queue } = kept;
  const settle = () => settlePromises(database, queue, (id) => timelinePath(timelinesFolder(home.home), id));
  return startJobWorker({
    queue,
    clock,
    troubles: news.troubles,
    engine: workersEngine(bench, options),
    pictures: jobPictures(options, parts),
    news: {
      previews: async () => (await settings.get()).previews,
      toDataUrl: pngDataUrl,
      publish: news.events.publish,
    },
    moments: {
      prepare: settle,
      async onIdle() {
        if (queue.holds()) {
          await settle();
          await sweepPassing(database, clock.now());
        }
        await bench.applySettings();
      },
      onFailed,
    },
  });
}

const workersEngine = ({ holder }: Bench, { patienceSeconds = usualPatience }: StudioOptions): WorkersEngine => ({
  kill: holder.kill,
  isWorking: () => holder.isWorking,
  unload: () => holder.engine.unload(),
  patienceSeconds,
});

function jobPictures(options: StudioOptions, { home, bench, kept, news }: WorkParts): JobPictures {
  const { workbench } = bench;
  const keeping = keepingWith(home, kept, news);
  return {
    generate: withUsualCheckpoint(options.generate ?? workbench.generate, home),
    async checkGrid({ request, grid }) {
      await workbench.planGrid({ ...request, grid });
    },
    keep: (taken, image, frames) => keepPicture(keeping, taken, image, frames),
    cellsOf: async (jobId) => keptCells(home.database, jobId),
  };
}

/** An order that names no checkpoint has the one of the settings, if they name one. */
const withUsualCheckpoint = (generate: Generate, { settings }: Home): Generate =>
  async function* (order, how) {
    const { defaults } = await settings.get();
    const checkpoint = order.checkpoint ?? defaults.checkpoint;
    yield* generate(checkpoint === undefined ? order : { ...order, checkpoint }, how);
  };

/** How pictures are kept, and told of when they are. */
function keepingWith(
  { home, clock, database, settings }: Home,
  { gallery, queue, models }: Collections,
  news: News,
): KeepOptions {
  return {
    home,
    database,
    queue,
    clock,
    outlast: openOutlast({ clock, troubles: news.troubles }, "outputs"),
    output: async () => (await settings.get()).output,
    onUsed: attended(news.troubles, "models", models.used),
    async onKept(id, isPassing) {
      const picture = isPassing ? undefined : await gallery.get(id);
      if (picture) news.events.publish({ type: "picture", picture });
      if (picture?.jobId) queue.announce(picture.jobId);
    },
  };
}
