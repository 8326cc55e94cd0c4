import { link, readlink, rm, symlink } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder, sweepParts, writeBytes } from "@danfang/formats";
import { movingErrors } from "../../problems/moving-errors.ts";
import { copyWhole, isSameContent } from "./copy-whole.ts";
import { isOtherDrive, lstatOf, renameFree, takenBy } from "./rename-free.ts";
import { type FileStep, isFileStep, isSameStamp, type Step, stampOf, type TextStep } from "./step.ts";

/** Whether a step may have been begun by a process that was killed: then what is half done is completed. */
export type Attempt = "first" | "again";

/** Does a step. Errors: `moving/…`; those of the file system. A step that fails has changed nothing. */
export async function carryOut(step: Step, attempt: Attempt, signal?: AbortSignal): Promise<void> {
  if (!isFileStep(step)) return carryText(step);
  const { from, to, stamp } = step;
  const [here, there] = [await lstatOf(from), await lstatOf(to)];
  if (there) {
    const isDone = attempt === "again" && (await isHalfDone(step, here !== undefined, signal));
    if (!isDone) throw here ? await takenBy(from, to) : movingErrors.gone({ file: from });
    if (here && step.do === "move") await rm(from);
    return;
  }
  if (!here) throw movingErrors.gone({ file: from });
  if (!isSameStamp(stampOf(here), stamp)) throw movingErrors.changedMeanwhile({ file: from });
  await makeFolder(dirname(to));
  if (attempt === "again") await sweepParts(dirname(to), 0); // of the copy that was under way
  await ways[step.do](from, to, signal);
}

/** Of a name that is taken: whether by the file itself, because a process was killed after it gave it that name. */
async function isHalfDone({ from, to, stamp }: FileStep, isHere: boolean, signal?: AbortSignal): Promise<boolean> {
  if (isHere) return isSameContent(from, to, signal);
  const there = await lstatOf(to);
  return there?.size === stamp.size;
}

type Way = (from: string, to: string, signal?: AbortSignal) => Promise<void>;

const ways: Readonly<Record<FileStep["do"], Way>> = {
  copy: copyWhole,
  async move(from, to, signal) {
    try {
      await renameFree(from, to);
    } catch (error) {
      if (!isOtherDrive(error)) throw error;
      await copyWhole(from, to, signal);
      await removeOrGoBack(from, to);
    }
  },
  /** One file under two names; from one drive to another a link. */
  async link(from, to) {
    await link(from, to).catch(async (error) => {
      if (error.code === "EEXIST") throw await takenBy(from, to);
      await symlink(from, to);
    });
  },
};

/** A file that cannot be taken away is not there twice. */
const removeOrGoBack = (from: string, to: string): Promise<void> =>
  rm(from).catch(async (error) => {
    await rm(to, { force: true });
    throw error;
  });

async function carryText({ do: what, to, text }: TextStep): Promise<void> {
  if (what === "erase") return rm(to, { force: true });
  await makeFolder(dirname(to));
  await writeBytes(to, new TextEncoder().encode(text));
}

/** Undoes a step; one that is undone already stays so. Errors: as {@link carryOut}; `moving/onlyOne`. */
export async function takeBack(step: Step, signal?: AbortSignal): Promise<void> {
  if (!isFileStep(step)) return carryText({ ...step, do: step.do === "write" ? "erase" : "write" });
  const { from, to } = step;
  const there = await lstatOf(to);
  if (step.do !== "move") return there && removeDouble(step);
  if (!there) {
    if (await lstatOf(from)) return;
    throw movingErrors.gone({ file: to });
  }
  await carryOut({ do: "move", from: to, to: from, stamp: stampOf(there) }, "again", signal);
}

/** Removes a copy or a link, where what it was made from is still there and the same. */
async function removeDouble({ from, to, stamp }: FileStep): Promise<void> {
  const [origin, there] = [await lstatOf(from), await lstatOf(to)];
  const isSame = origin !== undefined && isSameStamp(stampOf(origin), stamp);
  const isOurs = there?.isSymbolicLink()
    ? (await readlink(to)) === from
    : there !== undefined && isSameStamp(stampOf(there), stamp);
  if (!isSame || !isOurs) throw movingErrors.onlyOne({ file: to, from });
  await rm(to);
}
