import { defined, GenerationRequest, type Job, JobState, type ProblemBody, problemOf } from "@danfang/domain";
import { z } from "zod";
import { countOf, jsonOf, parseOrNothing, timeOf } from "../database/columns.ts";
import type { Row } from "../database/database.ts";
import { withoutRefused } from "../database/without-refused.ts";
import { KeptProblem } from "../problems/kept-problem.ts";
import { queueErrors } from "../problems/queue-errors.ts";
import { type Notes, readNotes } from "./job-notes.ts";
import { finishedStates, type StepProgress } from "./queue.ts";

/** An order that may be painted: nothing of it was left out. Undefined for one that is not to be read as it was given. */
export const requestOf = (row: Row): GenerationRequest | undefined => jsonOf(GenerationRequest, row.request);

const Pictures = z.array(z.string());
/** What can be said of an order of which nothing is left. */
const nothing = { prompt: "" };

/**
 * A row of `jobs` as the job it is. `ahead` and live progress come from elsewhere.
 *
 * A row that cannot be read is shown as what it is: with what can be read of it, and a word about the rest. An order that
 * is not whole is never painted: where it still waits, it has failed.
 */
export function jobOf(row: Row, ahead: number, live: StepProgress | undefined): Job {
  const { request, state, pictures, problem, notes, unreadable } = columnsOf(row);
  const isLost = unreadable.includes("order") || unreadable.includes("state");
  const word = unreadable.length > 0 ? unreadableProblem(row, unreadable) : undefined;
  const isShownFailed = isLost && !(state && finishedStates.has(state));
  const shownProblem = isShownFailed || (word && state === "failed" && !problem) ? word : problem;
  const said: Notes = word && shownProblem !== word ? [...notes, word] : notes;
  const startedAt = timeOf(row.started_at);
  const finishedAt = timeOf(row.finished_at);
  return {
    id: String(row.id),
    request,
    state: isShownFailed ? "failed" : (state ?? "failed"),
    priority: countOf(row.priority),
    ahead: isShownFailed ? 0 : ahead,
    attempts: countOf(row.attempts),
    step: live?.step ?? countOf(row.step),
    steps: live?.steps ?? countOf(row.steps),
    batch: live?.batch ?? countOf(row.batch),
    pictures,
    ...(row.is_last_batch === 1 && row.state === "running" ? { endsAfterBatch: true as const } : {}),
    ...defined({ problem: shownProblem }),
    ...(said.length > 0 ? { notes: said } : {}),
    createdAt: timeOf(row.created_at) ?? timeOf(0) ?? "",
    ...(startedAt ? { startedAt } : {}),
    ...(finishedAt ? { finishedAt } : {}),
  };
}

/** Why a job that cannot be read is not painted. */
export function unreadableProblem(row: Row, parts: readonly string[]): ProblemBody {
  return problemOf(queueErrors.unreadable({ id: String(row.id), parts: [...parts] }));
}

/** The columns that hold more than a number or a word, and which of them could not be read. */
function columnsOf(row: Row) {
  const whole = requestOf(row);
  const state = JobState.safeParse(row.state).data;
  const pictures = jsonOf(Pictures, row.pictures);
  const problem = row.problem === null ? undefined : jsonOf(KeptProblem, row.problem);
  const notes = readNotes(row.notes);
  const unreadable = [
    ...(whole ? [] : ["order"]),
    ...(state ? [] : ["state"]),
    ...(pictures ? [] : ["pictures"]),
    ...(problem || row.problem === null ? [] : ["problem"]),
    ...(notes ? [] : ["notes"]),
  ];
  const request = whole ?? partOf(row);
  return { request, state, pictures: pictures ?? [], problem, notes: notes ?? [], unreadable };
}

/** What can be read of an order, for whoever wants to give it again. */
function partOf(row: Row): GenerationRequest {
  const raw = parseOrNothing(row.request);
  const found =
    withoutRefused(GenerationRequest, raw) ?? withoutRefused(GenerationRequest, { ...(raw as object), ...nothing });
  return found?.value ?? GenerationRequest.parse(nothing);
}
