import type { Stats } from "node:fs";
import { lstat, readlink, statfs } from "node:fs/promises";
import { platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Bytes, reasonOf } from "@danfang/domain";
import { sourceErrors } from "@danfang/formats";
import { movingErrors } from "../../problems/moving-errors.ts";
import { companionsOf } from "./companions.ts";
import { isSameContent } from "./copy-whole.ts";
import { clashIn, foldedName, freeName, isForbiddenByWindows } from "./file-names.ts";
import { lstatOf } from "./rename-free.ts";
import { type FileStep, isFileStep, type Step, stampOf, type TextStep } from "./step.ts";

/** A model that should have another place. */
export interface Wish {
  readonly from: string;
  readonly to: string;
  /** Cards that come or go with it. */
  readonly texts?: readonly TextStep[];
}

/** What a move would do with one file. */
export interface MoveAction {
  /**
   * `already`: a file that holds the same is there under that name; it is left, and so is the one that was named.
   * `remove`: a copy or a link is taken away again.
   */
  readonly do: FileStep["do"] | "already" | "remove";
  readonly from: string;
  readonly to: string;
  readonly bytes: Bytes;
}

export interface MovePlan {
  readonly actions: readonly MoveAction[];
  readonly steps: readonly Step[];
}

/**
 * What must be done so that models and what belongs to them come to other places. Nothing is changed.
 *
 * Errors: `moving/taken`, `moving/isLink`, `moving/isFolder`, `moving/gone`, `moving/badName`, `moving/noSpace`.
 */
export async function planFiles(wishes: readonly Wish[], how: FileStep["do"]): Promise<MovePlan> {
  const leaving = new Set(wishes.map(({ from }) => from));
  const actions: MoveAction[] = [];
  const steps: Step[] = [];
  const met = new Set<string>();
  for (const wish of wishes) {
    const files = await planWish(wish, how, { leaving, before: steps });
    for (const { isThere, ...step } of files.filter(({ from }) => !met.has(from))) {
      met.add(step.from);
      actions.push({
        do: isThere ? "already" : step.do,
        from: step.from,
        to: step.to,
        bytes: step.stamp.size as Bytes,
      });
      if (!isThere) steps.push(step);
    }
    if (files.some(({ isThere }) => !isThere)) steps.push(...(wish.texts ?? []));
  }
  await demandSpace(steps);
  return { actions, steps };
}

type PlannedFile = FileStep & { readonly isThere: boolean };

/** A model after what belongs to it; alone where it is there already. */
async function planWish(
  { from, to }: Wish,
  how: FileStep["do"],
  { leaving, before }: { readonly leaving: ReadonlySet<string>; readonly before: readonly Step[] },
): Promise<readonly PlannedFile[]> {
  const model = await planFile(from, to, how, before);
  if (model.isThere) return [model];
  const { files, areShared } = await companionsOf(from, leaving);
  const beside = await Promise.all(
    files.map((file) => planFile(file, join(dirname(to), basename(file)), areShared ? "copy" : how, before)),
  );
  return [...beside, model];
}

async function planFile(from: string, to: string, how: FileStep["do"], before: readonly Step[]): Promise<PlannedFile> {
  const info = await demandMovable(from);
  demandName(basename(to), platform());
  const step = { do: how, from, to, stamp: stampOf(info) };
  const folder = dirname(to);
  const there = await clashIn(folder, basename(to));
  if (there !== undefined) {
    const clash = join(folder, there);
    const isThere = there === basename(to) && (await isSameContent(from, clash));
    if (!isThere) throw movingErrors.taken({ file: from, there: clash, free: await freeName(folder, to) });
    return { ...step, isThere };
  }
  const other = before.filter(isFileStep).find((one) => one.from !== from && foldedName(one.to) === foldedName(to));
  if (other) throw movingErrors.taken({ file: from, there: other.from, free: await freeName(folder, to) });
  return { ...step, isThere: false };
}

/** Errors: `moving/isLink`, `moving/isFolder`, `formats/fileMissing`. */
export async function demandMovable(file: string): Promise<Stats> {
  const info = await lstat(file).catch((cause) => {
    if (cause.code === "ENOENT") throw sourceErrors.fileMissing({ file }, cause);
    throw sourceErrors.unreadable({ file, reason: reasonOf(cause) }, cause);
  });
  if (info.isSymbolicLink()) throw movingErrors.isLink({ file, target: await readlink(file) });
  if (!info.isFile()) throw movingErrors.isFolder({ file });
  return info;
}

/** Errors: `moving/badName`, on Windows. */
export function demandName(name: string, system: NodeJS.Platform): void {
  if (system === "win32" && isForbiddenByWindows(name)) throw movingErrors.badName({ name });
}

/** Of what is copied within a drive or moved to another one. Errors: `moving/noSpace`. */
async function demandSpace(steps: readonly Step[]): Promise<void> {
  const needs = new Map<string, number>();
  for (const { do: how, from, to, stamp } of steps.filter(isFileStep)) {
    const folder = await nearestFolder(dirname(to));
    const [here, there] = [await lstatOf(from), await lstatOf(folder)];
    if (how === "link" || (how === "move" && here?.dev === there?.dev)) continue;
    needs.set(folder, (needs.get(folder) ?? 0) + stamp.size);
  }
  for (const [folder, need] of needs) {
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    if (need > free) throw movingErrors.noSpace({ folder, need: need as Bytes, free: free as Bytes });
  }
}

/** The folder itself or the nearest above it that is there: it says on which drive files will be. */
async function nearestFolder(folder: string): Promise<string> {
  const above = dirname(folder);
  return above === folder || (await lstatOf(folder)) ? folder : nearestFolder(above);
}
