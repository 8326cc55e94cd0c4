import { existsSync } from "node:fs";
import { join } from "node:path";
import { isPassing, type Problem, problemOf, type Settings, type StudioEvent, systemClock } from "@danfang/domain";
import { engineErrors, listBackends } from "@danfang/engine";
import { makeFolder, sweepParts } from "@danfang/formats";
import { openHashes, rememberedWalks } from "@danfang/library";
import {
  backendNamed,
  endLeftEngines,
  foldersFor,
  inputsFolder,
  inspectPieces,
  judgeBy,
  placesOf,
  pngDataUrl,
  recordEngines,
  tellInspection,
  workbenchOver,
} from "@danfang/workbench";
import { openDatabase } from "../database/open-database.ts";
import { openEventLog } from "../events/event-log.ts";
import { timelinesFolder } from "../gallery/folders.ts";
import { watchPictures } from "../gallery/foreign-pictures.ts";
import { keptCells } from "../gallery/kept-cells.ts";
import { openGallery } from "../gallery/sqlite-gallery.ts";
import { sweepBin } from "../gallery/sweep-bin.ts";
import { timelinePath } from "../gallery/timeline-file.ts";
import { attended } from "../health/attended.ts";
import { eventually } from "../health/eventually.ts";
import { openOutlast } from "../health/outlast.ts";
import { openTroubles } from "../health/troubles.ts";
import { watchFolders } from "../health/watch-folders.ts";
import { openInputs } from "../inputs/input-store.ts";
import { startPainter } from "../jobs/painter.ts";
import { openModelFolders } from "../models/model-folders.ts";
import { openModelPreviews } from "../models/model-previews.ts";
import { openModels } from "../models/open-models.ts";
import { openNamesListed } from "../names/names-listed.ts";
import { settlePromises } from "../outputs/pending-pictures.ts";
import { modelsErrors } from "../problems/models-errors.ts";
import { openSqliteQueue } from "../queue/sqlite-queue.ts";
import { withCheckedRoots } from "../settings/checked-roots.ts";
import { openSettings } from "../settings/settings-store.ts";
import { openStyles } from "../styles/style-store.ts";
import { openUpscaling } from "../upscaling/upscaling.ts";
import { careForDatabase } from "./care-for-database.ts";
import { type EngineSettings, type HolderOptions, holdEngine } from "./engine-holder.ts";
import { eventKey } from "./event-key.ts";
import { keepPicture } from "./keep-picture.ts";
import { openMissedJobs } from "./missed-jobs.ts";
import type { Studio, StudioOptions } from "./studio.ts";
import { sweepPassing } from "./sweep-passing.ts";

const usualPatience = 600;
/** After a start, others go first. */
const quietMilliseconds = 3_000;
/** How often the bin is looked through, where a setting asks for it. */
const binMilliseconds = 60 * 60 * 1000;
/** Folders below the home in which files are written: `outputs/txt2img/2026-01-31`. */
const levelsOfHome = 3;
const ownersOnly = 0o700;
const standardFolders = ["Stable-diffusion", "VAE", "Lora", "hypernetworks", "embeddings", "ESRGAN"].map((kind) =>
  join("models", kind),
);

/**
 * Opens the studio of a home folder: settings, database, engine (started by the first job) and the painter of queued
 * jobs. What an earlier run left half done is finished or swept away first.
 *
 * Errors: `database/tooNew`, `database/unusable`, `database/notMended`, `engine/unknownBackend` (where the options name one); those of the disk
 * (`disk/notAFolder`) where the home cannot be made.
 */
export async function openStudio(options: StudioOptions = {}): Promise<Studio> {
  const { clock = systemClock, modelRoots = [], patienceSeconds = usualPatience } = options;
  if (options.backend !== undefined) backendNamed(options.backend);
  const { home, hashCache } = placesOf({ home: options.home });
  const notices: Problem[] = [];
  // A run has fewer than a thousand events a second: the next one's ids are all larger.
  const events = openEventLog<StudioEvent>({ keyOf: eventKey, reset: { type: "reset" }, firstId: clock.now() });
  const notice = (problem: Problem) => {
    notices.push(problem);
    options.onNotice?.(problem);
    events.publish({ type: "notice", problem: { ...problem, facts: { ...problem.facts } } });
  };
  const troubles = openTroubles(clock, (news) => {
    events.publish({ type: "troubles", troubles: [...troubles.now] });
    options.onTrouble?.(news);
  });

  const closing = new AbortController();
  const later = (about: string, work: () => unknown) =>
    eventually({ clock, troubles, signal: closing.signal }, about, work);

  await makeFolders(home).catch((error) => {
    if (!isPassing(error) || !existsSync(home)) throw error;
    later("home", () => makeFolders(home))();
  });
  /** Set once everything is open. */
  let lookAfter = () => {};
  const { database, problem } = openDatabase(join(home, "danfang.sqlite"), {
    now: clock.now,
    onMended(found) {
      notice(found);
      events.publish({ type: "reset" });
      lookAfter();
    },
  });
  if (problem) notice(problem);

  const settings = openSettings({
    file: join(home, "config.json"),
    onChange: () => {
      events.publish({ type: "settings" });
      painter.wake();
      followRoots();
    },
    onProblem: notice,
    troubles,
  });
  const places = async () => {
    const chosen = await settings.get();
    return placesOf({ home, modelRoots: [...modelRoots, ...chosen.modelRoots] });
  };
  const engineSettings = ({ engine }: Settings): EngineSettings => ({
    ...engine,
    backend: options.backend ?? engine.backend,
    threads: options.threads ?? engine.threads,
  });
  endLeftEngines(home);
  const holder = openHolder(engineSettings(await settings.get()), notice, {
    clock,
    onProcess: recordEngines(home),
    onSilence(isSilent) {
      if (isSilent) troubles.begin(problemOf(engineErrors.unresponsive({})), "engine");
      else troubles.over("engine");
    },
  });
  const hashes = openHashes(hashCache);
  const inputs = openInputs({ folder: inputsFolder(placesOf({ home })), database, clock });
  const walks = rememberedWalks();
  const names = openNamesListed(hashes, walks, inputs);
  const workbench = workbenchOver({ engine: holder.engine, hashes, places, names });

  const queue = openSqliteQueue({
    database,
    clock,
    onJob: (job) => events.publish({ type: "job", job }),
    onStatus: (status) => events.publish({ type: "queue", status }),
    onForeignChange: attended(troubles, "gallery", tellNewPictures),
    troubles,
  });
  const newPictures = watchPictures(database);
  async function tellNewPictures(): Promise<void> {
    const ids = newPictures();
    if (ids === undefined) return events.publish({ type: "reset" });
    for (const id of ids) {
      const picture = await gallery.get(id);
      if (picture) events.publish({ type: "picture", picture });
    }
  }
  const gallery = openGallery({
    ...{ database, home, clock },
    onPicture: (picture) => events.publish({ type: "picture", picture }),
  });
  const models = openModels({
    ...{ database, hashes, walks, previews: openModelPreviews({ home, cache: join(home, "cache") }) },
    roots: async () => (await places()).roots,
    onChange: () => events.publish({ type: "models" }),
    troubles,
    keep: (work) => later("list of models", work)(),
  });
  const modelFolders = openModelFolders({
    ...{ models, troubles, own: join(home, "models"), commandLine: modelRoots },
    chosen: async () => (await settings.get()).modelRoots,
    onChange: () => events.publish({ type: "models" }),
  });
  const followRoots = attended(troubles, "model folders", modelFolders.follow);

  const upscaling = openUpscaling({
    ...{ home, database, clock, gallery, inputs },
    context: async () => ({ engine: holder.engine, names: names(await places()) }),
    onPicture: (picture) => events.publish({ type: "picture", picture }),
  });
  const styles = openStyles({ home, troubles, roots: async () => (await places()).roots });

  const keepOptions = {
    ...{ home, database, queue, clock, outlast: openOutlast({ clock, troubles }, "outputs") },
    output: async () => (await settings.get()).output,
    async onKept(id: string, isPassing: boolean) {
      const picture = isPassing ? undefined : await gallery.get(id);
      if (picture) events.publish({ type: "picture", picture });
      if (picture?.jobId) queue.announce(picture.jobId);
    },
  };
  const timelineOf = (id: string) => timelinePath(timelinesFolder(home), id);
  const settle = () => settlePromises(database, queue, timelineOf);
  const generate = options.generate ?? workbench.generate;
  const painter = startPainter({
    ...{ queue, clock, patienceSeconds, troubles },
    async *generate(order, how) {
      const { defaults } = await settings.get();
      const checkpoint = order.checkpoint ?? defaults.checkpoint;
      yield* generate(checkpoint === undefined ? order : { ...order, checkpoint }, how);
    },
    keep: (taken, image, frames) => keepPicture(keepOptions, taken, image, frames),
    prepare: settle,
    async checkGrid({ request, grid }) {
      await workbench.planGrid({ ...request, grid });
    },
    cellsOf: async (jobId) => keptCells(database, jobId),
    previews: async () => (await settings.get()).previews,
    toDataUrl: pngDataUrl,
    publish: events.publish,
    onFailed: attended(troubles, "failed jobs", (id: string, failure: Problem) => missed.note(id, failure)),
    killEngine: holder.kill,
    isEngineWorking: () => holder.isWorking,
    unloadModels: () => holder.engine.unload(),
    async onIdle() {
      if (queue.holds()) {
        await settle();
        await sweepPassing(database, clock.now());
      }
      await holder.apply(engineSettings(await settings.get())).catch((error) => notice(problemOf(error)));
    },
  });
  const care = careForDatabase({ database, gallery, clock, home, signal: closing.signal });
  const adopt = later("outputs folder", care.adopt);
  const refill = later("mended database", care.refill);
  const checkDatabase = later("database", care.check);
  lookAfter = () => {
    adopt();
    refill();
  };
  if (notices.some(({ code }) => code.startsWith("database/"))) adopt();
  refill();
  const sweepOld = later("bin", async () => {
    const { binDays } = (await settings.get()).gallery;
    await sweepBin(gallery, clock, binDays);
  });
  const sweepInputs = later("inputs", inputs.sweep);
  const sweepStrays = later("strays", () => sweepParts(home, levelsOfHome));
  const watchedFolders = watchFolders({
    ...{ clock, troubles },
    folders: async () => (await places()).roots,
    problemOf: (folder) => problemOf(modelsErrors.folderGone({ folder })),
    onGone: modelFolders.listAnew,
    async onBack() {
      await modelFolders.listAnew();
      await missed.tryAgain();
    },
  });
  const missed = openMissedJobs(queue, watchedFolders.isAnyGone);
  const stopSweeping = clock.every(binMilliseconds, sweepOld);
  const cancelAdopting = clock.after(quietMilliseconds, () => {
    adopt();
    checkDatabase();
    sweepOld();
    sweepInputs();
    sweepStrays();
  });

  return {
    ...{ home, workbench, queue, gallery, models, modelFolders, styles, inputs, upscaling, events, notices },
    settings: withCheckedRoots(settings, modelFolders.admit),
    judge: judgeBy(async () => names(await places())),
    async inspectPieces(file, bytes) {
      const { need, inspection } = await inspectPieces(file, bytes);
      if (need.length > 0) return { need: [...need] };
      return { inspection: tellInspection(inspection), folders: await foldersFor(inspection, (await places()).roots) };
    },
    engineInfo: () => ({
      ...{ backend: holder.backend, threads: holder.threads, available: listBackends(), state: holder.state },
    }),
    engineStats: holder.stats,
    troubles,
    unloadModels: () => holder.engine.unload(),
    async close() {
      cancelAdopting();
      stopSweeping();
      watchedFolders.stop();
      closing.abort();
      await painter.close();
      await queue.close();
      await holder.close();
      database.close();
    },
  };
}

/** Prompts and pictures are nobody else's: a new home is its owner's alone. One that is there stays as it is. */
async function makeFolders(home: string): Promise<void> {
  await makeFolder(home, ownersOnly);
  await Promise.all(standardFolders.map((folder) => makeFolder(join(home, folder))));
}

/** An engine as settings say; settings that name a backend which is not there must not keep the studio shut. */
function openHolder(wanted: EngineSettings, notice: (problem: Problem) => void, options: HolderOptions) {
  try {
    return holdEngine(wanted, options);
  } catch (error) {
    notice(problemOf(error));
    return holdEngine({ ...wanted, backend: "auto" }, options);
  }
}
