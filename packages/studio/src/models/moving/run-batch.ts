import { DanfangError, type Problem, problemOf, reasonOf } from "@danfang/domain";
import { isAlive, ownIdentity } from "@danfang/workbench";
import { movingErrors } from "../../problems/moving-errors.ts";
import { type Attempt, carryOut, takeBack } from "./carry-out.ts";
import type { Batch, Journal } from "./journal.ts";
import { type FileStep, isFileStep, type Step } from "./step.ts";

/** Told which files have other names now, once they have. */
export type OnMoved = (files: readonly Pick<FileStep, "do" | "from" | "to">[]) => Promise<void>;

export interface RunOptions {
  readonly journal: Journal;
  readonly onMoved: OnMoved;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does all steps of a batch or none: those that were done are taken back where one fails, latest first.
 *
 * Errors: what the step that failed threw, in words; `moving/halfway` where what was done could not be taken back.
 */
export async function runBatch(batch: Batch, attempt: Attempt, options: RunOptions): Promise<void> {
  const { journal, onMoved, signal } = options;
  const done: Step[] = [];
  try {
    for (const step of batch.steps) {
      signal?.throwIfAborted();
      await carryOut(step, attempt, signal).catch((error) => refuse(step, error));
      done.push(step);
    }
    await onMoved(batch.steps.filter(isFileStep));
    await journal.keep({ ...batch, state: "done" });
  } catch (error) {
    await takeAllBack(batch, done, options);
    throw error;
  }
}

/** What the system says about a step, as a sentence with its file. */
function refuse(step: Step, cause: unknown): never {
  if (cause instanceof DanfangError || (cause instanceof Error && cause.name === "AbortError")) throw cause;
  const from = isFileStep(step) ? step.from : step.to;
  throw movingErrors.refused({ file: from, to: step.to, reason: reasonOf(cause) }, cause);
}

/** What cannot be taken back stays written down, so that it can be undone later. */
async function takeAllBack(batch: Batch, done: readonly Step[], { journal, onMoved }: RunOptions): Promise<void> {
  const left: Step[] = [];
  let why: unknown;
  for (const step of [...done].reverse())
    await takeBack(step).catch((error) => {
      left.unshift(step);
      why = error;
    });
  const files = done.filter((step) => isFileStep(step) && !left.includes(step)).filter(isFileStep);
  await onMoved(files.map((step) => ({ ...step, from: step.to, to: step.from })));
  if (left.length === 0) return journal.forget(batch.id);
  await journal.keep({ ...batch, state: "done", steps: left });
  throw movingErrors.halfway({ id: batch.id, reason: reasonOf(why), left: left.length }, why);
}

/** Takes a batch back. Errors: `moving/…`; then the rest stays to be undone. */
export async function undoBatch(batch: Batch, { journal, onMoved, signal }: RunOptions): Promise<void> {
  const undoing: Batch = { ...batch, state: "undoing", owner: ownIdentity() };
  await journal.keep(undoing);
  const left = [...batch.steps];
  try {
    for (let step = left.at(-1); step; step = left.at(-1)) {
      await takeBack(step, signal).catch((error) => refuse(step, error));
      left.pop();
    }
  } catch (error) {
    await journal.keep({ ...batch, steps: left });
    throw error;
  } finally {
    const files = batch.steps.slice(left.length).filter(isFileStep);
    await onMoved(files.map((step) => ({ ...step, from: step.to, to: step.from })));
  }
  await journal.forget(batch.id);
}

/** Whoever copies for longer is seen as gone where nobody can look: another machine shares the home. Milliseconds. */
const longestCopy = 24 * 60 * 60 * 1000;

/** Whether the process that began a batch is gone; after a restart of the machine nothing of before runs. */
function isLeft({ owner, at }: Batch): boolean {
  const self = ownIdentity();
  const machineOf = (host: string) => host.split(" ").slice(0, 1).join();
  const isRestarted =
    machineOf(owner.host) === machineOf(self.host) && owner.host.split(" ")[1] !== self.host.split(" ")[1];
  return !(isAlive(owner, self) ?? (!isRestarted && Date.now() - at < longestCopy));
}

/** Finishes, or takes back, what killed processes left half done. Gives what is to be said about it. */
export async function recoverBatches(options: RunOptions): Promise<Problem[]> {
  const { journal } = options;
  const said: Problem[] = [];
  for (const batch of await journal.all()) {
    if (batch.state === "done" || !isLeft(batch)) continue;
    const files = batch.steps.filter(isFileStep).length;
    const own: Batch = { ...batch, owner: ownIdentity() };
    await journal.keep(own);
    try {
      if (batch.state === "doing") {
        await runBatch(own, "again", options);
        said.push(problemOf(movingErrors.finished({ id: batch.id, files })));
      } else {
        await undoBatch(own, options);
        said.push(problemOf(movingErrors.undone({ files })));
      }
    } catch (error) {
      const isBack = batch.state === "doing" && (await journal.find(batch.id)) === undefined;
      said.push(problemOf(isBack ? movingErrors.rolledBack({ files, reason: reasonOf(error) }) : error));
    }
  }
  return said;
}
