import { defined, type GenerationEvent, type Problem, problemOf } from "@danfang/domain";
import type { GridPlan } from "@danfang/workbench";
import { cellName, checkCellSize, gridErrors, paintSheet } from "@danfang/workbench";
import type { TimelineFrame } from "../gallery/timeline-file.ts";
import type { TakenJob } from "../queue/queue.ts";
import { startPace } from "./pace.ts";
import type { PainterOptions } from "./painter-options.ts";
import { planJob } from "./plan-job.ts";
import { progressEvent } from "./progress-event.ts";
import type { OrderPart } from "./remaining-orders.ts";

export interface PaintJobOptions
  extends Pick<
    PainterOptions,
    "queue" | "clock" | "generate" | "keep" | "previews" | "toDataUrl" | "publish" | "checkGrid" | "cellsOf"
  > {
  /** The same events, looked after: a silent engine is ended, and so is one that does not stop when `stop` aborts. */
  readonly watched: (events: AsyncIterable<GenerationEvent>, stop: AbortSignal) => AsyncIterable<GenerationEvent>;
}

/** Troubles of a cell's own, which the others need not share; not of the disk, and not such as may pass by. */
const isCellsOwn = (error: unknown): boolean => {
  const { code } = problemOf(error);
  return /^(engine|weights|library|workbench|prompt|formats)\//.test(code) && !passing.test(code);
};
const passing = /\/(unwritable|crashed|silent|stopped|garbled|outOfMemory|cancelled)$/;

/**
 * Paints what is left of a job. A batch that is skipped ends between two steps and the next one follows; after the last
 * wanted batch the engine is stopped. A grid goes on with the cell where it stopped, past one that cannot be painted, and
 * ends with its sheet. Gives how it ended; stopping for good (`signal`) throws what the engine throws.
 */
export async function paintJob(
  options: PaintJobOptions,
  taken: TakenJob,
  signal: AbortSignal,
): Promise<"done" | "endedEarly"> {
  const { job, seed } = taken;
  const previews = await options.previews();
  let done = job.pictures.length + taken.skipped;
  const plan = planJob(job.request, seed);
  if (plan.grid && done === 0) await options.checkGrid(plan.grid);
  const { batchSize } = plan;
  const pace = startPace(options.clock, plan.batches - Math.floor(done / batchSize));
  let firstFailure: unknown;
  for (;;) {
    const part = plan.next(done);
    if (!part) return "done";
    if ("sheetOf" in part) {
      await keepSheet(part.sheetOf);
      return "done";
    }
    if (done > 0 && done % batchSize === 0 && taken.isLastBatch()) return "endedEarly";
    let skippedTo: number | undefined;
    const ending = new AbortController();
    const stopSkipping = taken.onSkip(() => {
      skippedTo = plan.endOfBatch(done);
      ending.abort();
    });
    try {
      await paintPart(part, AbortSignal.any([signal, ending.signal]), () => {
        done++;
        if (done % batchSize === 0 && taken.isLastBatch()) ending.abort();
      });
    } catch (error) {
      const isPassedBy = plan.grid && plan.grid.cells.length > 1 && !signal.aborted && isCellsOwn(error);
      if (plan.grid && isPassedBy && !ending.signal.aborted) {
        firstFailure ??= error;
        await tellFailure(plan.grid, done, error);
        skippedTo = plan.endOfCell(done);
      } else if (!ending.signal.aborted || signal.aborted) throw error;
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
    const said: Problem[] = [];
    const isPreviewed = previews.enabled || previews.timeline;
    const events = options.generate(request, { signal: stop, previews: isPreviewed });
    for await (const event of options.watched(events, stop)) {
      if (event.type === "step") {
        const { preview } = event;
        if (event.step === 1 && event.pass !== "hires") frames = [];
        if (preview && previews.timeline) frames.push({ step: event.step, sigma: event.sigma, preview });
        tell(event, Math.floor(firstIndex / batchSize) + event.batch);
      } else if (event.type === "note") {
        said.push(event.note);
        await options.queue.addNote(job.id, event.note);
      } else if (event.type === "image") {
        if (firstIndex + event.image.index < done) continue; // painted again only for what follows
        if (plan.grid) checkCellSize(plan.grid, event.image.pixels);
        const { index, notes = [...said] } = event.image;
        await options.keep(taken, { ...event.image, index: firstIndex + index, notes }, frames);
        frames = []; // they show the first picture of a batch
        onKept();
      }
    }
  }

  async function keepSheet(grid: GridPlan): Promise<void> {
    const cells = await options.cellsOf(job.id);
    if (cells.size === 0 && firstFailure) throw firstFailure;
    const { image, notes } = await paintSheet(grid, (place) => cells.get(place));
    for (const note of notes) await options.queue.addNote(job.id, note);
    const all = (await options.queue.get(job.id))?.notes ?? []; // those of its cells and of what failed too
    await options.keep(taken, all.length > 0 ? { ...image, notes: all } : image, []);
  }

  async function tellFailure(grid: GridPlan, place: number, error: unknown): Promise<void> {
    const cause = problemOf(error);
    const { code, message: reason } = cause;
    const cell = cellName(grid, grid.cells[Math.floor(place / grid.picturesPerCell)]!);
    const problem = problemOf(gridErrors.cellFailed({ cell, code, reason, problem: cause }));
    await options.queue.addNote(job.id, problem);
    options.publish({ type: "notice", problem: { ...problem, facts: { ...problem.facts } } });
  }

  function tell({ step, steps, sigma, preview }: Extract<GenerationEvent, { type: "step" }>, batch: number): void {
    options.queue.report(job.id, { batch, step, steps });
    const etaSeconds = pace.tell(steps);
    const facts = { jobId: job.id, batch, step, steps, sigma, ...defined({ etaSeconds }) };
    const print = preview && previews.enabled ? () => options.toDataUrl(preview) : undefined;
    options.publish(progressEvent(facts, print));
  }
}
