import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  defined,
  type GenerationRequest,
  type Job,
  type Picture,
  Settings,
  type StudioEvent,
  seedAfter,
  systemClock,
} from "@danfang/domain";
import { writeImageText } from "@danfang/formats";
import { printInfotext } from "@danfang/recipes";
import { inputsErrors, openStyles, openTroubles } from "@danfang/studio";
import { inspectPieces, judgeBy, planGrid, tellInspection } from "@danfang/workbench";
import type { Studio } from "../border/studio.ts";
import { type EventLog, openEventLog } from "./event-log.ts";
import { fakeFolders, fakeModelsOf, fakeShelf } from "./fake-models.ts";
import { fakeMoves } from "./fake-moves.ts";
import { greyPng } from "./grey-png.ts";
import { missing } from "./missing.ts";

export const previewUrl = `data:image/png;base64,${Buffer.from(greyPng).toString("base64")}`;

export interface FakeStudio extends Studio {
  readonly events: EventLog<StudioEvent>;
  /** What was ordered, with how it was. */
  readonly submitted: readonly { request: GenerationRequest; options: unknown }[];
  /** What was made larger, and how. */
  readonly upscaled: readonly object[];
  /** Ends a job that {@link FakeStudioOptions.isHeld} holds. */
  finish(id: string): Promise<void>;
  /** Tells a step of a job. */
  step(id: string, step: number, steps: number): void;
  /** Pictures that became previews of models. */
  readonly chosenPreviews: readonly Uint8Array[];
  /** Jobs whose batch in hand is to be the last. */
  readonly endsAfterBatch: ReadonlySet<string>;
  readonly unloads: number;
}

export interface FakeStudioOptions {
  /** Jobs stay running until {@link FakeStudio.finish}. */
  readonly isHeld?: boolean;
  /** What every job fails with. */
  readonly problem?: NonNullable<Job["problem"]>;
  /** What is said of every job. */
  readonly notes?: NonNullable<Job["notes"]>;
}

/** The prompt of an order that makes no picture. */
export const unpaintable = "cannot be painted";

/** The pictures of a job, each by its order and its place in it; of a grid those of its cells, and then the sheet. */
function placesOf(request: GenerationRequest): { order: GenerationRequest; i: number }[] {
  const { grid, ...plain } = request;
  const cells = grid ? planGrid({ ...plain, grid }).cells.map((cell) => cell.request) : [request];
  const made = cells.flatMap((order) =>
    Array.from({ length: order.batchSize * order.batchCount }, (_, i) => ({ order, i })),
  );
  return grid ? [...made, { order: { ...cells[0]!, prompt: "sheet" }, i: 0 }] : made;
}

/** A studio in memory: its pictures are one grey pixel with the right words in it. */
export function fakeStudio({ isHeld = false, problem, notes }: FakeStudioOptions = {}): FakeStudio {
  const folder = mkdtempSync(join(tmpdir(), "danfang server "));
  const jobs = new Map<string, Job>();
  const pictures = new Map<string, Picture>();
  const submitted: { request: GenerationRequest; options: unknown }[] = [];
  const log = openEventLog<StudioEvent>({ type: "reset" });
  const waiting = new Map<string, PromiseWithResolvers<Job>>();
  let settings = Settings.parse({});
  let isPaused = false;
  let unloads = 0;
  let now = 0;
  const time = () => new Date(Date.UTC(2025, 2, 9, 12, 0, now++)).toISOString();

  const put = (job: Job): Job => {
    jobs.set(job.id, job);
    log.publish({ type: "job", job });
    if (["done", "failed", "cancelled"].includes(job.state)) waiting.get(job.id)?.resolve(job);
    return job;
  };
  const jobOf = (id: string): Job => {
    const job = jobs.get(id);
    if (!job) throw missing("queue", id);
    return job;
  };
  const change = (id: string, part: Partial<Picture>): Picture => {
    const picture = pictures.get(id);
    if (!picture) throw missing("gallery", id);
    pictures.set(id, { ...picture, ...part });
    return { ...picture, ...part };
  };

  function paint(job: Job): Job {
    if (problem) return put({ ...job, state: "failed", problem, finishedAt: time() });
    const made = placesOf(job.request).flatMap(({ order, i }, place): Picture[] => {
      const { prompt, negativePrompt, sampler, schedule, steps, cfgScale, clipSkip, rng } = order;
      if (prompt === unpaintable) return [];
      const [width, height] = [order.width ?? 512, order.height ?? 512];
      const recipe = {
        prompt,
        negativePrompt,
        sampler,
        schedule,
        steps,
        cfgScale,
        clipSkip,
        rng,
        width,
        height,
        seed: seedAfter(order.seed, i),
        checkpoint: { name: "starter", hash: "a1b2c3d4e5f60718" },
        source: { program: "danfang", version: "0.1.0" },
      };
      const infotext = printInfotext(recipe);
      const id = `picture-${pictures.size + place + 1}`;
      const fileName = `${id}.png`;
      const bytes = writeImageText(greyPng, "png", infotext);
      writeFileSync(join(folder, fileName), bytes);
      const facts = { width, height, sizeBytes: bytes.length, favourite: false, hasTimeline: true, createdAt: time() };
      return [{ id, jobId: job.id, place, fileName, recipe, infotext, ...facts }];
    });
    for (const picture of made) pictures.set(picture.id, picture);
    return put({
      ...job,
      state: "done",
      pictures: made.map(({ id }) => id),
      ...defined({ notes }),
      finishedAt: time(),
    });
  }

  const upscaled: object[] = [];
  const endsAfterBatch = new Set<string>();
  const chosenPreviews: Uint8Array[] = [];
  const inputs = new Map<string, string>();
  const pictureOf = (image: string): string => {
    const path = inputs.get(image);
    if (path === undefined) throw inputsErrors.notFound({ image });
    return path;
  };
  const queue: Studio["queue"] = {
    async submit({ request, priority }, options) {
      submitted.push({ request, options });
      const id = `job-${jobs.size + 1}`;
      const counts = { ahead: 0, attempts: 1, step: 0, steps: request.steps, batch: 0, pictures: [] };
      waiting.set(id, Promise.withResolvers());
      const job = put({ id, request, state: "running", priority, ...counts, createdAt: time(), startedAt: time() });
      return isHeld ? job : paint(job);
    },
    get: async (id) => jobs.get(id),
    list: async ({ states, limit = 100, offset = 0 } = {}) =>
      [...jobs.values()].filter(({ state }) => !states || states.includes(state)).slice(offset, offset + limit),
    async cancel(id) {
      const job = jobs.get(id);
      return job?.state === "running" || job?.state === "queued" ? put({ ...job, state: "cancelled" }) : job;
    },
    async skipBatch(id) {
      const job = jobs.get(id);
      if (job?.state !== "running") return job;
      const batch = job.batch + 1;
      return put(batch < job.request.batchCount ? { ...job, batch, step: 0 } : { ...job, state: "done" });
    },
    async cancelAfterBatch(id) {
      const job = jobs.get(id);
      if (job?.state === "queued") return put({ ...job, state: "cancelled" });
      if (job) endsAfterBatch.add(id);
      return job;
    },
    retry: async (id) => put({ ...jobOf(id), state: "queued" }),
    setPriority: async (id, priority) => put({ ...jobOf(id), priority }),
    move: async (id) => jobOf(id),
    async pause() {
      isPaused = true;
    },
    async resume() {
      isPaused = false;
    },
    status: async () => ({ paused: isPaused, queued: 0, running: 0 }),
    async cancelWaiting() {
      const waiting = [...jobs.values()].filter(({ state }) => state === "queued");
      for (const job of waiting) put({ ...job, state: "cancelled" });
      return waiting.length;
    },
    async clearFinished() {
      const finished = [...jobs.values()].filter(({ state }) => state !== "running" && state !== "queued");
      for (const { id } of finished) jobs.delete(id);
      return finished.length;
    },
    wait: (id) => waiting.get(id)?.promise ?? Promise.reject(missing("queue", id)),
  };

  return {
    home: "home",
    notices: [],
    troubles: openTroubles(systemClock, () => undefined),
    engineInfo: () => ({ backend: "cpu", threads: 2, available: ["cpu", "webgpu"], state: "idle" }),
    queue,
    gallery: {
      async page({ offset, limit, deleted }) {
        const shown = [...pictures.values()].filter(({ deletedAt }) => (deletedAt !== undefined) === deleted);
        return { total: shown.length, pictures: shown.slice(offset, offset + limit) };
      },
      get: async (id) => pictures.get(id),
      file: async (id) => (pictures.has(id) ? join(folder, `${id}.png`) : undefined),
      thumbnail: async (id) => (pictures.has(id) ? { bytes: greyPng, type: "image/webp" } : undefined),
      timeline: async () => [{ step: 1, sigma: 14.6, preview: previewUrl }],
      setFavourite: async (id, favourite) => change(id, { favourite }),
      remove: async (id) => change(id, { deletedAt: time() }),
      async restore(id) {
        const { deletedAt, ...picture } = change(id, {});
        pictures.set(id, picture);
        return picture;
      },
      async purge(id) {
        pictures.delete(id);
      },
      async bin() {
        const binned = [...pictures.values()].filter(({ deletedAt }) => deletedAt !== undefined);
        return {
          pictures: binned.length,
          sizeBytes: binned.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
          keptFiles: 0,
        };
      },
      async emptyBin() {
        const binned = [...pictures.values()].filter(({ deletedAt }) => deletedAt !== undefined);
        for (const { id } of binned) pictures.delete(id);
        return {
          removed: binned.length,
          freedBytes: binned.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
          failed: [],
        };
      },
      importFolder: async () => ({ added: 2, known: 3, failed: [] }),
      facets: async () => ({ checkpoints: [{ name: "starter", count: 1 }], samplers: [] }),
    },
    moves: fakeMoves,
    models: fakeModelsOf(chosenPreviews),
    modelFolders: fakeFolders,
    upscaling: {
      async enlarge(picture, request) {
        upscaled.push({ request, bytes: picture.length });
        const fields = { "Postprocess upscale by": String(request.scale), "Postprocess upscaler": request.upscaler };
        const pixels = { width: 1, height: 1, data: new Uint8Array(3) };
        return { pixels, bytes: greyPng, recipe: { extra: fields }, infotext: "", fields };
      },
      async keep(source, request) {
        upscaled.push({ request, source });
        const facts = { width: 2, height: 2, sizeBytes: 7, favourite: false, hasTimeline: false, createdAt: time() };
        const picture = { id: "larger", fileName: "larger.png", recipe: {}, infotext: "", ...facts };
        pictures.set(picture.id, picture);
        return picture;
      },
    },
    inputs: {
      async put(bytes) {
        const id = `input:${String(inputs.size).padStart(64, "0")}.png`;
        const path = join(folder, id.slice("input:".length));
        writeFileSync(path, bytes);
        inputs.set(id, path);
        return { id, type: "image/png", width: 1, height: 1, sizeBytes: bytes.length };
      },
      path: async (id) => inputs.get(id),
      sweep: async () => 0,
    },
    judge: judgeBy(async () => ({ shelf: fakeShelf, picture: async (image) => pictureOf(image) })),
    styles: openStyles({ home: folder, roots: async () => [] }),
    settings: {
      get: async () => settings,
      async patch(part) {
        const { engine, output, previews, gallery, defaults, ...flat } = part as Partial<Settings>;
        settings = Settings.parse({
          ...settings,
          ...flat,
          engine: { ...settings.engine, ...engine },
          output: { ...settings.output, ...output },
          previews: { ...settings.previews, ...previews },
          gallery: { ...settings.gallery, ...gallery },
          defaults: { ...settings.defaults, ...defaults },
        });
        return settings;
      },
    },
    events: log,
    async inspectPieces(file, bytes) {
      const { need, inspection } = await inspectPieces(file, bytes);
      if (need.length > 0) return { need: [...need] };
      return { inspection: tellInspection(inspection), folders: [join("models", inspection.kind ?? "")] };
    },
    engineStats: async () => ({ peakRssBytes: 47, rssBytes: 31, residentBytes: 17, sessions: ["starter"] }),
    async unloadModels() {
      unloads++;
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
    submitted,
    upscaled,
    endsAfterBatch,
    chosenPreviews,
    async finish(id) {
      paint(jobOf(id));
    },
    step(id, step, steps) {
      const { batch } = jobOf(id);
      log.publish({ type: "progress", jobId: id, batch, step, steps, sigma: 3.5, preview: previewUrl });
    },
    get unloads() {
      return unloads;
    },
  };
}
