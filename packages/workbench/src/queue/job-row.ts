import { GenerationRequest, type Job, JobState, ProblemBody } from "@danfang/domain";
import type { Row } from "../database/database.ts";
import { parseNotes } from "./job-notes.ts";
import type { StepProgress } from "./queue.ts";

const timeOf = (value: unknown): string | undefined =>
  typeof value === "number" ? new Date(value).toISOString() : undefined;

/** A row of `jobs` as the job it is. `ahead` and live progress come from elsewhere. */
export function jobOf(row: Row, ahead: number, live: StepProgress | undefined): Job {
  const startedAt = timeOf(row.started_at);
  const finishedAt = timeOf(row.finished_at);
  const notes = parseNotes(row.notes);
  return {
    id: String(row.id),
    request: GenerationRequest.parse(JSON.parse(String(row.request))),
    state: JobState.parse(row.state),
    priority: Number(row.priority),
    ahead,
    attempts: Number(row.attempts),
    step: live?.step ?? Number(row.step),
    steps: live?.steps ?? Number(row.steps),
    batch: live?.batch ?? Number(row.batch),
    pictures: JSON.parse(String(row.pictures)) as string[],
    ...(row.is_last_batch === 1 && row.state === "running" ? { endsAfterBatch: true as const } : {}),
    ...(row.problem === null ? {} : { problem: ProblemBody.parse(JSON.parse(String(row.problem))) }),
    ...(notes.length > 0 ? { notes } : {}),
    createdAt: new Date(Number(row.created_at)).toISOString(),
    ...(startedAt ? { startedAt } : {}),
    ...(finishedAt ? { finishedAt } : {}),
  };
}
