import { type JobId, type Problem, systemClock } from "@danfang/domain";
import { listBackends } from "@danfang/engine";
import { backendNamed, foldersFor, inspectPieces, judgeBy, tellInspection } from "@danfang/workbench";
import { attended } from "./health/attended.ts";
import { beginCare } from "./opening/begin-care.ts";
import { beginWork } from "./opening/begin-work.ts";
import { type Bench, openBench } from "./opening/open-bench.ts";
import { openCollections } from "./opening/open-collections.ts";
import { type Home, openHome } from "./opening/open-home.ts";
import { openNews } from "./opening/open-news.ts";
import { withCheckedRoots } from "./settings/checked-roots.ts";
import type { Studio, StudioOptions } from "./studio.ts";

/**
 * Opens the studio of a home folder: settings, database, engine (started by the first job) and the worker of queued
 * jobs. What an earlier run left half done is finished or swept away first.
 *
 * Errors: `database/tooNew`, `database/unusable`, `database/notMended`, `engine/unknownBackend` (where the options name one); those of the disk
 * (`disk/notAFolder`) where the home cannot be made.
 */
export async function openStudio(options: StudioOptions = {}): Promise<Studio> {
  const { clock = systemClock, modelRoots = [] } = options;
  if (options.backend !== undefined) backendNamed(options.backend);
  /** What changes call for, once everything is open. */
  const calls = { mended: () => {}, settings: () => {} };
  const news = openNews(options, clock);
  const { events, notices, troubles } = news;
  const home = await openHome(options, clock, news, {
    mended: () => calls.mended(),
    settings: () => calls.settings(),
  });
  const bench = await openBench(options, home, news);
  const kept = openCollections(home, bench, news, modelRoots);
  const followRoots = attended(troubles, "model folders", kept.modelFolders.follow);
  const onFailed = attended(troubles, "failed jobs", (id: JobId, failure: Problem) => care.missed.note(id, failure));
  const worker = beginWork(options, { home, bench, kept, news, onFailed });
  const care = beginCare(home, kept, bench.inputs, news);
  calls.mended = care.mended;
  calls.settings = () => {
    worker.wake();
    followRoots();
  };
  return {
    ...kept,
    home: home.home,
    workbench: bench.workbench,
    inputs: bench.inputs,
    events,
    notices,
    troubles,
    settings: withCheckedRoots(home.settings, kept.modelFolders.admit),
    judge: judgeBy(async () => bench.names(await home.places())),
    inspectPieces: inspectWith(home),
    ...aboutEngine(bench),
    async close() {
      care.stop();
      home.closing.abort();
      await worker.close();
      await kept.queue.close();
      await bench.holder.close();
      home.database.close();
    },
  };
}

const aboutEngine = ({ holder }: Bench): Pick<Studio, "engineInfo" | "engineStats" | "unloadModels"> => ({
  engineInfo: () => ({
    backend: holder.backend,
    threads: holder.threads,
    available: listBackends(),
    state: holder.state,
  }),
  engineStats: holder.stats,
  unloadModels: () => holder.engine.unload(),
});

const inspectWith =
  ({ places }: Home): Studio["inspectPieces"] =>
  async (file, bytes) => {
    const { need, inspection } = await inspectPieces(file, bytes);
    if (need.length > 0) return { need: [...need] };
    return { inspection: tellInspection(inspection), folders: await foldersFor(inspection, (await places()).roots) };
  };
