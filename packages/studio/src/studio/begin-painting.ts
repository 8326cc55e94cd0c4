import type { Problem } from "@danfang/domain";
import { type Generate, pngDataUrl } from "@danfang/workbench";
import { timelinesFolder } from "../gallery/folders.ts";
import { keptCells } from "../gallery/kept-cells.ts";
import { timelinePath } from "../gallery/timeline-file.ts";
import { openOutlast } from "../health/outlast.ts";
import { type Painter, startPainter } from "../jobs/painter.ts";
import { settlePromises } from "../outputs/pending-pictures.ts";
import { type KeepOptions, keepPicture } from "./keep-picture.ts";
import type { Bench } from "./open-bench.ts";
import type { Collections } from "./open-collections.ts";
import type { Home } from "./open-home.ts";
import type { News } from "./open-news.ts";
import type { StudioOptions } from "./studio.ts";
import { sweepPassing } from "./sweep-passing.ts";

const usualPatience = 600;

export interface PaintingParts {
  readonly home: Home;
  readonly bench: Bench;
  readonly kept: Collections;
  readonly news: News;
  readonly onFailed: (id: string, problem: Problem) => void;
}

/** Has the queue's jobs worked off, by what the options paint with or the workbench. */
export function beginPainting(options: StudioOptions, { home, bench, kept, news, onFailed }: PaintingParts): Painter {
  const { clock, database, settings } = home;
  const { queue } = kept;
  const { holder, workbench } = bench;
  const keepOptions = keepingWith({ home, kept, news });
  const settle = () => settlePromises(database, queue, (id) => timelinePath(timelinesFolder(home.home), id));
  return startPainter({
    queue,
    clock,
    onFailed,
    troubles: news.troubles,
    publish: news.events.publish,
    patienceSeconds: options.patienceSeconds ?? usualPatience,
    generate: withUsualCheckpoint(options.generate ?? workbench.generate, home),
    keep: (taken, image, frames) => keepPicture(keepOptions, taken, image, frames),
    prepare: settle,
    async checkGrid({ request, grid }) {
      await workbench.planGrid({ ...request, grid });
    },
    cellsOf: async (jobId) => keptCells(database, jobId),
    previews: async () => (await settings.get()).previews,
    toDataUrl: pngDataUrl,
    killEngine: holder.kill,
    isEngineWorking: () => holder.isWorking,
    unloadModels: () => holder.engine.unload(),
    async onIdle() {
      if (queue.holds()) {
        await settle();
        await sweepPassing(database, clock.now());
      }
      await bench.applySettings();
    },
  });
}

/** An order that names no checkpoint has the one of the settings, if they name one. */
const withUsualCheckpoint = (generate: Generate, { settings }: Home): Generate =>
  async function* (order, how) {
    const { defaults } = await settings.get();
    const checkpoint = order.checkpoint ?? defaults.checkpoint;
    yield* generate(checkpoint === undefined ? order : { ...order, checkpoint }, how);
  };

/** How pictures are kept, and told of when they are. */
function keepingWith({ home, kept, news }: Pick<PaintingParts, "home" | "kept" | "news">): KeepOptions {
  const { clock, database, settings } = home;
  const { gallery, queue } = kept;
  return {
    home: home.home,
    database,
    queue,
    clock,
    outlast: openOutlast({ clock, troubles: news.troubles }, "outputs"),
    output: async () => (await settings.get()).output,
    async onKept(id, isPassing) {
      const picture = isPassing ? undefined : await gallery.get(id);
      if (picture) news.events.publish({ type: "picture", picture });
      if (picture?.jobId) queue.announce(picture.jobId);
    },
  };
}
