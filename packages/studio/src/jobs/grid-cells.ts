import { problemOf } from "@danfang/domain";
import { cellName, type GridPlan, gridErrors, paintSheet } from "@danfang/workbench";
import type { JobCourse, JobParts } from "./job-course.ts";

/** Troubles of a cell's own, which the others need not share; not of the disk, and not such as may pass by. */
const isCellsOwn = (error: unknown): boolean => {
  const { code } = problemOf(error);
  return /^(engine|weights|library|workbench|prompt|formats)\//.test(code) && !passing.test(code);
};
const passing = /\/(unwritable|crashed|silent|stopped|garbled|outOfMemory|cancelled)$/;

/** Says that a cell could not be painted, and where the next one begins. Throws the error where it is not one cell's alone. */
export async function passCellBy({ queue, news }: JobParts, course: JobCourse, error: unknown): Promise<number> {
  const { grid, endOfCell } = course.plan;
  if (!grid || grid.cells.length < 2 || !isCellsOwn(error)) throw error;
  course.firstFailure ??= error;
  const problem = cellFailed(grid, course.done, error);
  await queue.addNote(course.taken.job.id, problem);
  news.publish({ type: "notice", problem: { ...problem, facts: { ...problem.facts } } });
  return endOfCell(course.done);
}

function cellFailed(grid: GridPlan, place: number, error: unknown) {
  const cause = problemOf(error);
  const { code, message: reason } = cause;
  const cell = cellName(grid, grid.cells[Math.floor(place / grid.picturesPerCell)]!);
  return problemOf(gridErrors.cellFailed({ cell, code, reason, problem: cause }));
}

/** Keeps the sheet of what cells there are. Throws why there is none. */
export async function keepSheet({ queue, pictures }: JobParts, course: JobCourse, grid: GridPlan): Promise<void> {
  const { taken, firstFailure } = course;
  const { id } = taken.job;
  const cells = await pictures.cellsOf(id);
  if (cells.size === 0 && firstFailure) throw firstFailure;
  const { image, notes } = await paintSheet(grid, (place) => cells.get(place));
  for (const note of notes) await queue.addNote(id, note);
  const all = (await queue.get(id))?.notes ?? []; // those of its cells and of what failed too
  await pictures.keep(taken, all.length > 0 ? { ...image, notes: all } : image, []);
}
