import {
  DanfangError,
  defined,
  type GenerationRequest,
  type GenerationSummary,
  joinSummaries,
  type PaintedImage,
  picturesOf,
  problemOf,
  type Seed,
  type Tensor,
} from "@danfang/domain";
import { type GridPlan, isGrid, type Workbench } from "@danfang/workbench";
import type { OutputTarget } from "../io/output-target.ts";
import { showPainting } from "../terminal/painting-progress.ts";
import { printNote } from "../terminal/report-error.ts";
import { en } from "../texts/en.ts";
import type { CommandContext } from "./command.ts";
import { withWorkbench } from "./open-workbench.ts";

/** Where a job's results go. */
export interface PaintTargets {
  readonly pictures: OutputTarget;
  /** For the sheet of a grid. */
  readonly sheet?: OutputTarget;
  /** File for the latents of the whole job. */
  readonly latents: string | undefined;
}

export interface PaintedPicture {
  readonly path: string;
  readonly seed: Seed;
  readonly infotext: string;
  /** Its place in the whole job. */
  readonly index: number;
  readonly size: { readonly width: number; readonly height: number };
  /** The picture it was painted from, where there are several. */
  readonly init?: string;
}

export interface PaintedJob {
  readonly pictures: readonly PaintedPicture[];
  /** Of a grid: what was painted, and the sheet of it. */
  readonly grid?: { readonly plan: GridPlan; readonly sheet: PaintedPicture };
  readonly summary: GenerationSummary;
}

/**
 * Paints a job and writes each picture as soon as it is finished; progress goes to the terminal, if there is one.
 *
 * Errors: the workbench's; one that ends in `/cancelled` says how many pictures were kept, as facts `saved` of `wanted`.
 */
export const paint = (
  context: CommandContext,
  request: GenerationRequest,
  targets: PaintTargets,
): Promise<PaintedJob> =>
  withWorkbench(context, async (workbench) => {
    const pictures: PaintedPicture[] = [];
    const plan = isGrid(request) ? await workbench.planGrid(request) : undefined;
    const cells = plan?.cells.length ?? 1;
    try {
      return await paintWith(workbench, context, { request: plan?.request ?? request, plan }, targets, pictures);
    } catch (error) {
      throw withProgress(error, context.signal, pictures.length, picturesOf(request) * cells);
    }
  });

/** The same for several orders, one after the other in one workbench; their pictures are one list. */
export async function paintAll(
  context: CommandContext,
  requests: readonly GenerationRequest[],
  targets: PaintTargets,
): Promise<PaintedJob> {
  const [only, ...others] = requests;
  if (only && others.length === 0) return paint(context, only, targets);
  return withWorkbench(context, async (workbench) => {
    const jobs: PaintedJob[] = [];
    for (const request of requests) {
      const own: PaintedPicture[] = [];
      try {
        const job = await paintWith(workbench, context, { request, plan: undefined }, targets, own);
        jobs.push({ ...job, pictures: own.map((one) => ({ ...one, ...defined({ init: request.init?.image }) })) });
      } catch (error) {
        const saved = [...jobs.flatMap(({ pictures }) => pictures), ...own].length;
        const wanted = requests.reduce((sum, one) => sum + picturesOf(one), 0);
        throw withProgress(error, context.signal, saved, wanted);
      }
    }
    return {
      pictures: jobs.flatMap(({ pictures }) => pictures),
      summary: jobs.map(({ summary }) => summary).reduce(joinSummaries),
    };
  });
}

async function paintWith(
  workbench: Workbench,
  { io, texts, signal }: CommandContext,
  { request, plan }: { readonly request: GenerationRequest; readonly plan: GridPlan | undefined },
  targets: PaintTargets,
  pictures: PaintedPicture[],
): Promise<PaintedJob> {
  const progress = showPainting(io, texts, request.batchCount * (plan?.cells.length ?? 1), signal);
  const latents: Tensor[] = [];
  let lastImage: PaintedImage | undefined;
  let sheet: PaintedPicture | undefined;
  let summary: GenerationSummary | undefined;
  try {
    for await (const event of workbench.generate(request, { signal, previews: progress.hasPreview })) {
      if (event.type === "note") progress.leave(printNote(event.note, texts, io.stderr));
      else progress.tell(event);
      if (event.type === "image") {
        const { image } = event;
        const target = (image.isSheet && targets.sheet) || targets.pictures;
        const path = await target.save(image.seed, (path) => workbench.saveImage(image, { path }));
        const { seed, infotext, index, pixels } = image;
        const picture = { path, seed, infotext, index, size: { width: pixels.width, height: pixels.height } };
        lastImage = image;
        if (image.isSheet) sheet = picture;
        else {
          pictures.push(picture);
          latents.push(image.latent);
        }
      } else if (event.type === "done") summary = event.summary;
    }
    if (targets.latents !== undefined) await workbench.saveLatent(latents, targets.latents);
    if (lastImage) progress.showFinished(lastImage.pixels);
  } finally {
    progress.clear();
  }
  if (summary === undefined) throw new Error("The job ended without its summary.");
  return { pictures, summary, ...(plan && sheet ? { grid: { plan, sheet } } : {}) };
}

/** A cancellation, with how far the job had come; any other error as it is. */
function withProgress(error: unknown, signal: AbortSignal, saved: number, wanted: number): unknown {
  const { code } = problemOf(error);
  const isAbort = signal.aborted && error instanceof Error && error.name === "AbortError";
  if (!isAbort && !code.endsWith("/cancelled")) return error;
  return new DanfangError("workbench/cancelled", en.cancelled({ saved, wanted }), { saved, wanted }, error);
}
