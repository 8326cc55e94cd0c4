import { rmSync, statSync } from "node:fs";
import { mkdir, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf, type Seed } from "@danfang/domain";
import { outputsErrors } from "./errors.ts";

const numberLength = 5;

/** `2025-03-09` in the computer's own time zone. */
export function dayOf(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A name that is ours. Give it back when nothing was written under it. */
export interface ReservedName {
  readonly path: string;
  giveBack(): void;
}

/**
 * Takes the next name in a folder, `00000-SEED.png`, making the folder if need be: an empty file, so that another
 * process painting the same seed right now takes the name after it. Nothing is ever overwritten. `announce` hears of
 * each path just before it is tried, for whoever must know of an empty file that a killed process leaves.
 *
 * Errors: `outputs/unwritable`.
 */
export async function reserveName(
  folder: string,
  seed: Seed,
  suffix: string,
  announce: (path: string) => void = () => undefined,
): Promise<ReservedName> {
  await mkdir(folder, { recursive: true }).catch((cause) => failed(folder, cause));
  for (let number = await nextNumber(folder); ; number++) {
    const path = join(folder, `${String(number).padStart(numberLength, "0")}-${seed}${suffix}`);
    announce(path);
    try {
      await (await open(path, "wx")).close();
      return { path, giveBack: () => removeIfEmpty(path) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== "EEXIST") failed(path, cause);
    }
  }
}

/** Removes a reserved name that nothing was written under. */
export function removeIfEmpty(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === 0) rmSync(path, { force: true });
}

/** One more than the largest number that a name in the folder begins with. Source: AUTOMATIC1111 `get_next_sequence_number`. */
async function nextNumber(folder: string): Promise<number> {
  const names = await readdir(folder).catch((cause) => failed(folder, cause));
  const numbers = names.map((name) => Number(/^(\d{1,9})-/.exec(name)?.[1] ?? -1));
  return numbers.reduce((largest, number) => Math.max(largest, number), -1) + 1;
}

function failed(path: string, cause: unknown): never {
  throw outputsErrors.unwritable({ path, reason: reasonOf(cause) }, cause);
}
