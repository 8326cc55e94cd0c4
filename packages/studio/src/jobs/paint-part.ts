import { defined, type GenerationEvent, type PaintedImage, type Problem } from "@danfang/domain";
import { checkCellSize } from "@danfang/workbench";
import type { TimelineFrame } from "../gallery/timeline-file.ts";
import type { JobCourse, JobParts } from "./job-course.ts";
import { progressEvent } from "./progress-event.ts";
import type { OrderPart } from "./remaining-orders.ts";

type Step = Extract<GenerationEvent, { type: "step" }>;

export interface PartWishes {
  readonly stop: AbortSignal;
  /** A picture was kept. */
  readonly onKept: () => void;
}

/** Has a part of a job painted: its steps are told, its pictures kept, each with what was said and how it came out of noise. */
export async function paintPart(
  parts: JobParts,
  course: JobCourse,
  part: OrderPart,
  { stop, onKept }: PartWishes,
): Promise<void> {
  const { pictures, queue } = parts;
  const { previews, plan, taken } = course;
  let frames: readonly TimelineFrame[] = [];
  const said: Problem[] = [];
  const events = pictures.generate(part.request, { signal: stop, previews: previews.enabled || previews.timeline });
  for await (const event of parts.watched(events, stop)) {
    if (event.type === "step") {
      frames = previews.timeline ? withFrame(frames, event) : frames;
      tellStep(parts, course, event, Math.floor(part.firstIndex / plan.batchSize));
    } else if (event.type === "note") {
      said.push(event.note);
      await queue.addNote(taken.job.id, event.note);
    } else if (event.type === "image") {
      const image = inJob(event.image, part, said);
      if (image.index < course.done) continue; // painted again only for what follows
      if (plan.grid) checkCellSize(plan.grid, image.pixels);
      await pictures.keep(taken, image, frames);
      frames = []; // they show the first picture of a batch
      onKept();
    }
  }
}

/** A picture with its place in the whole job, and what was said before it. */
const inJob = (image: PaintedImage, { firstIndex }: OrderPart, said: readonly Problem[]): PaintedImage => ({
  ...image,
  index: firstIndex + image.index,
  notes: image.notes ?? [...said],
});

/** The frames so far and this step's; those of the pass before are left behind. */
function withFrame(frames: readonly TimelineFrame[], { step, sigma, pass, preview }: Step): readonly TimelineFrame[] {
  const before = step === 1 && pass !== "hires" ? [] : frames;
  return preview ? [...before, { step, sigma, preview }] : before;
}

function tellStep(
  { news, queue }: JobParts,
  { taken, pace, previews }: JobCourse,
  event: Step,
  firstBatch: number,
): void {
  const { step, steps, sigma, preview } = event;
  const jobId = taken.job.id;
  const batch = firstBatch + event.batch;
  queue.report(jobId, { batch, step, steps });
  const etaSeconds = pace.tell(steps);
  const facts = { jobId, batch, step, steps, sigma, ...defined({ etaSeconds }) };
  const print = preview && previews.enabled ? () => news.toDataUrl(preview) : undefined;
  news.publish(progressEvent(facts, print));
}
