import {
  DanfangError,
  type GenerationRequest,
  type GenerationSummary,
  type PaintedImage,
  problemOf,
  type Tensor,
} from "@danfang/domain";
import type { Workbench } from "@danfang/workbench";
import type { CommandContext } from "./command.ts";
import { withWorkbench } from "./open-workbench.ts";
import type { OutputTarget } from "./output-target.ts";
import { printNote } from "./report-error.ts";
import { showPainting } from "./terminal/painting-progress.ts";
import { en } from "./texts/en.ts";

/** Where a job's results go. */
export interface PaintTargets {
  readonly pictures: OutputTarget;
  /** File for the latents of the whole job. */
  readonly latents: string | undefined;
}

export interface PaintedPicture {
  readonly path: string;
  readonly seed: number;
  readonly infotext: string;
}

export interface PaintedJob {
  readonly pictures: readonly PaintedPicture[];
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
    try {
      return await paintWith(workbench, context, request, targets, pictures);
    } catch (error) {
      throw withProgress(error, context.signal, pictures.length, request.batchSize * request.batchCount);
    }
  });

async function paintWith(
  workbench: Workbench,
  { io, texts, signal }: CommandContext,
  request: GenerationRequest,
  targets: PaintTargets,
  pictures: PaintedPicture[],
): Promise<PaintedJob> {
  const progress = showPainting(io, texts, request.batchCount, signal);
  const latents: Tensor[] = [];
  let lastImage: PaintedImage | undefined;
  let summary: GenerationSummary | undefined;
  try {
    for await (const event of workbench.generate(request, { signal, previews: progress.hasPreview })) {
      if (event.type === "note") progress.leave(printNote(event.note, texts, io.stderr));
      else progress.tell(event);
      if (event.type === "image") {
        const { image } = event;
        const path = await targets.pictures.save(image.seed, (path) => workbench.saveImage(image, { path }));
        pictures.push({ path, seed: image.seed, infotext: image.infotext });
        latents.push(image.latent);
        lastImage = image;
      } else if (event.type === "done") summary = event.summary;
    }
    if (targets.latents !== undefined) await workbench.saveLatent(latents, targets.latents);
    if (lastImage) progress.showFinished(lastImage.pixels);
  } finally {
    progress.clear();
  }
  if (summary === undefined) throw new Error("The job ended without its summary.");
  return { pictures, summary };
}

/** A cancellation, with how far the job had come; any other error as it is. */
function withProgress(error: unknown, signal: AbortSignal, saved: number, wanted: number): unknown {
  const { code } = problemOf(error);
  const isAbort = signal.aborted && error instanceof Error && error.name === "AbortError";
  if (!isAbort && !code.endsWith("/cancelled")) return error;
  return new DanfangError("workbench/cancelled", en.cancelled({ saved, wanted }), { saved, wanted }, error);
}
