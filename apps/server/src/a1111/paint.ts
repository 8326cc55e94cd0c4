import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  defined,
  errorFrom,
  type GenerationRequest,
  type Job,
  largestRandomSeed,
  type Picture,
  type Problem,
  seedAfter,
  systemClock,
  unattended,
} from "@danfang/domain";
import { sniffBytes, writeImageText } from "@danfang/formats";
import { openOutlast } from "@danfang/studio";
import { printPng, type SubSheet } from "@danfang/workbench";
import type { Studio } from "../border/studio.ts";
import { apiInfotext, printInfo, timestampOf } from "./answers/info.ts";
import { exception } from "./bodies/errors.ts";
import type { GenerationBody } from "./bodies/txt2img-fields.ts";
import type { TaskIds } from "./progress/task-ids.ts";
import type { OrderContext } from "./requests/generation-order.ts";
import { notFollowed, strangeStyles } from "./requests/not-followed.ts";
import { checkPlot, gridPictures } from "./scripts/grid-answer.ts";
import { scriptOf } from "./scripts/selectable.ts";
import { isOption, type OptionStore, type OptionValues } from "./settings/options.ts";

export interface PaintContext {
  readonly studio: Pick<
    Studio,
    "queue" | "gallery" | "models" | "settings" | "styles" | "inputs" | "troubles" | "judge"
  >;
  readonly options: OptionStore;
  readonly tasks: TaskIds;
  readonly version: string;
  /** Aborted when the server closes. */
  readonly closing: AbortSignal;
}

const drawSeed = () => randomInt(largestRandomSeed + 1);

/** Orders, waits until all is painted, and gives pictures and info. */
export async function paint(
  { studio, options, tasks, version, closing }: PaintContext,
  body: GenerationBody,
  orderIn: (context: OrderContext) => GenerationRequest,
  gone: AbortSignal,
): Promise<{ readonly images: readonly Uint8Array[]; readonly info: string }> {
  const [values, models, settings] = await Promise.all([options.get(), studio.models.list(), studio.settings.get()]);
  const order = orderIn({ options: values, models, checkpoint: settings.defaults.checkpoint });
  const { plot } = scriptOf(body, order.init ? "img2img" : "txt2img", models);
  if (plot) checkPlot(order);
  await studio.judge.order(order);
  if (!body.override_settings_restore_afterwards) await keepOverrides(options, body.override_settings);
  const start = new Date();
  // Drawn seeds are drawn here, so that the answer can name them even when nothing was painted.
  const seed = order.seed === -1 ? (order.grid?.keepRandomSeeds ? -1 : drawSeed()) : seedAfter(order.seed, 0);
  const subseed = body.subseed === -1 ? drawSeed() : seedAfter(body.subseed, 0);
  const variation = order.variation && { ...order.variation, seed: subseed };
  const request: GenerationRequest = { ...order, seed, ...defined({ variation }) };
  const submitted = await studio.queue.submit(
    { request, priority: 0 },
    { source: "sdapi", keepInGallery: body.save_images },
  );
  if (body.force_task_id) tasks.set(body.force_task_id, submitted.id);
  const job = await finished(studio, submitted, { gone, closing });
  const found = await Promise.all(job.pictures.map((id) => studio.gallery.get(id)));
  const made = found.filter((picture) => picture !== undefined);
  const pictures = plot ? await gridPictures(plot, job.request, made, studio.gallery) : made;
  const images = body.send_images ? await Promise.all(pictures.map((one) => fileOf(studio.gallery, one, made[0]))) : [];
  const looked = body.styles?.length ? await studio.styles.look() : undefined;
  const notes = [
    ...(job.notes ?? []),
    ...(looked?.problems ?? []),
    ...strangeStyles(body, looked?.styles ?? []),
    ...notFollowed(body, values, models),
  ];
  const timestamp = timestampOf(start);
  return { images, info: printInfo({ body, order, pictures, seed, subseed, notes, timestamp, version }) };
}

/** The job when it is over. An interrupted one is no error: what was painted so far is the answer. */
async function finished(
  { queue, troubles }: PaintContext["studio"],
  { id }: Job,
  { gone, closing }: Readonly<Record<"gone" | "closing", AbortSignal>>,
): Promise<Job> {
  // Nobody waits for the answer any more: it is taken back, as soon as that can be written down.
  const outlast = openOutlast({ clock: systemClock, troubles }, `job ${id}`);
  const report = (problem: Problem) => troubles.begin(problem, `job ${id}`);
  const leave = unattended(() => outlast(() => queue.cancel(id), closing), report);
  gone.addEventListener("abort", leave, { once: true });
  try {
    const job = await queue.wait(id);
    if (job.state === "failed")
      throw job.problem
        ? errorFrom({ ...job.problem, facts: job.problem.facts ?? {} })
        : exception("RuntimeError", "The job failed.");
    return job;
  } finally {
    gone.removeEventListener("abort", leave);
  }
}

/**
 * A picture's file, with the infotext that the API gives: `CFG scale: 7.0`. A cell of a grid that was not
 * painted is a black one, as large as another.
 */
async function fileOf(
  gallery: Studio["gallery"],
  picture: Picture | SubSheet | undefined,
  like: Picture | undefined,
): Promise<Uint8Array> {
  if (!picture) return blank(like);
  if ("png" in picture) return picture.png;
  const { id, recipe, infotext } = picture;
  const file = await gallery.file(id);
  if (file === undefined) throw exception("FileNotFoundError", `The file of picture ${id} is gone.`);
  const bytes = await readFile(file);
  const kind = sniffBytes(bytes);
  const isPicture = kind === "png" || kind === "jpeg" || kind === "webp";
  return isPicture && infotext !== "" ? writeImageText(bytes, kind, apiInfotext(recipe), file) : bytes;
}

const blank = ({ width, height }: Pick<Picture, "width" | "height"> = { width: 1, height: 1 }): Promise<Uint8Array> =>
  printPng({ width, height, data: new Uint8Array(width * height * 3) });

/** `override_settings_restore_afterwards: false`: what was set for this job stays set. */
async function keepOverrides(options: OptionStore, overrides: Record<string, unknown> | null): Promise<void> {
  const kept = Object.entries(overrides ?? {}).filter(([key, value]) => isOption(key) && value !== null);
  if (kept.length) await options.set(Object.fromEntries(kept) as OptionValues);
}
