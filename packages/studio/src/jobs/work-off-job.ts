import type { TakenJob } from "../queue/queue.ts";
import { keepSheet, passCellBy } from "./grid-cells.ts";
import { beginCourse, type JobCourse, type JobParts } from "./job-course.ts";
import { paintPart } from "./paint-part.ts";
import type { OrderPart } from "./remaining-orders.ts";

/**
 * Has painted what is left of a job. A batch that is skipped ends between two steps and the next one follows; after the
 * last wanted batch the engine is stopped. A grid goes on with the cell where it stopped, past one that cannot be painted,
 * and ends with its sheet. Gives how it ended; stopping for good (the job's `signal`) throws what the engine throws.
 */
export async function workOffJob(parts: JobParts, taken: TakenJob): Promise<"done" | "endedEarly"> {
  const course = await beginCourse(parts, taken);
  for (;;) {
    const part = course.plan.next(course.done);
    if (!part) return "done";
    if ("sheetOf" in part) {
      await keepSheet(parts, course, part.sheetOf);
      return "done";
    }
    if (isUnwantedFromHere(course)) return "endedEarly";
    const givenUpTo = await workOffPart(parts, course, part);
    if (givenUpTo !== undefined && givenUpTo > course.done) {
      course.done = givenUpTo; // else its last picture was quicker
      await parts.queue.skipTo(taken.job.id, givenUpTo);
    }
  }
}

/** Whether a batch has come to its end and no other is wanted. */
const isUnwantedFromHere = ({ done, plan, taken }: JobCourse): boolean =>
  done > 0 && done % plan.batchSize === 0 && taken.isLastBatch();

/** Gives up to which place the job goes on without pictures, where it does: a batch was skipped, a cell cannot be painted. */
async function workOffPart(parts: JobParts, course: JobCourse, part: OrderPart): Promise<number | undefined> {
  const { plan, taken } = course;
  const ending = new AbortController();
  let givenUpTo: number | undefined;
  const stopListening = taken.onSkip(() => {
    givenUpTo = plan.endOfBatch(course.done);
    ending.abort();
  });
  try {
    await paintPart(parts, course, part, {
      stop: AbortSignal.any([taken.signal, ending.signal]),
      onKept() {
        course.done++;
        if (isUnwantedFromHere(course)) ending.abort();
      },
    });
    return givenUpTo;
  } catch (error) {
    if (taken.signal.aborted) throw error;
    return ending.signal.aborted ? givenUpTo : await passCellBy(parts, course, error);
  } finally {
    stopListening();
  }
}
