import type { GenerationEvent } from "@danfang/domain";
import type { TimelineFrame } from "../gallery/timeline-file.ts";
import type { TakenJob } from "../queue/queue.ts";
import { startPace } from "./pace.ts";
import type { PainterOptions } from "./painter.ts";
import { type OrderPart, remainingOrders } from "./remaining-orders.ts";

export interface PaintJobOptions
  extends Pick<PainterOptions, "queue" | "clock" | "generate" | "keep" | "previews" | "toDataUrl" | "publish"> {
  /** The same events, looked after: a silent engine is ended. */
  readonly watched: (events: AsyncIterable<GenerationEvent>) => AsyncIterable<GenerationEvent>;
}

/**
 * Paints what is left of a job. A batch that is skipped ends between two steps and the next one follows; after the last
 * wanted batch the engine is stopped. Gives how it ended; stopping for good (`signal`) throws what the engine throws.
 */
export async function paintJob(
  options: PaintJobOptions,
  taken: TakenJob,
  signal: AbortSignal,
): Promise<"done" | "endedEarly"> {
  const { job, seed } = taken;
  const { batchSize } = job.request;
  const endOfBatch = (place: number) => place - (place % batchSize) + batchSize;
  const previews = await options.previews();
  let done = job.pictures.length + taken.skipped;
  const pace = startPace(options.clock, job, done);
  for (;;) {
    const [part] = remainingOrders(job.request, seed, done);
    if (!part) return "done";
    if (done > 0 && done % batchSize === 0 && taken.isLastBatch()) return "endedEarly";
    let skippedTo: number | undefined;
    const ending = new AbortController();
    const stopSkipping = taken.onSkip(() => {
      skippedTo = endOfBatch(done);
      ending.abort();
    });
    try {
      await paintPart(part, AbortSignal.any([signal, ending.signal]), () => {
        done++;
        if (done % batchSize === 0 && taken.isLastBatch()) ending.abort();
      });
    } catch (error) {
      if (!ending.signal.aborted || signal.aborted) throw error;
    } finally {
      stopSkipping();
    }
    if (skippedTo !== undefined && skippedTo > done) {
      done = skippedTo; // else its last picture was quicker
      await options.queue.skipTo(job.id, done);
    }
  }

  async function paintPart({ request, firstIndex }: OrderPart, stop: AbortSignal, onKept: () => void): Promise<void> {
    let frames: TimelineFrame[] = [];
    const isPreviewed = previews.enabled || previews.timeline;
    for await (const event of options.watched(options.generate(request, { signal: stop, previews: isPreviewed }))) {
      if (event.type === "step") {
        const { preview } = event;
        if (event.step === 1 && event.pass !== "hires") frames = [];
        if (preview && previews.timeline) frames.push({ step: event.step, sigma: event.sigma, preview });
        tell(event, Math.floor(firstIndex / batchSize) + event.batch);
      } else if (event.type === "image") {
        await options.keep(taken, { ...event.image, index: firstIndex + event.image.index }, frames);
        frames = []; // they show the first picture of a batch
        onKept();
      }
    }
  }

  function tell({ step, steps, sigma, preview }: Extract<GenerationEvent, { type: "step" }>, batch: number): void {
    options.queue.report(job.id, { batch, step, steps });
    const etaSeconds = pace.tell(steps);
    options.publish({
      ...{ type: "progress", jobId: job.id, batch, step, steps, sigma },
      ...(etaSeconds === undefined ? {} : { etaSeconds }),
      ...(preview && previews.enabled ? { preview: options.toDataUrl(preview) } : {}),
    });
  }
}
