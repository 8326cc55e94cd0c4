import type { Stats } from "node:fs";
import { z } from "zod";

/** What tells whether a file is still the one that was looked at. */
export const Stamp = z.object({ size: z.number(), modified: z.number() });
type Stamp = Readonly<z.infer<typeof Stamp>>;

export const stampOf = ({ size, mtimeMs }: Pick<Stats, "size" | "mtimeMs">): Stamp => ({ size, modified: mtimeMs });
export const isSameStamp = (one: Stamp, other: Stamp): boolean =>
  one.size === other.size && Math.abs(one.modified - other.modified) < coarsestClock;
/** Drives formatted for Windows remember times to two seconds: a copy's is then not its original's. Milliseconds. */
const coarsestClock = 2_000;

/** A file that goes from one name to another. */
export const FileStep = z.object({
  do: z.enum(["move", "copy", "link"]),
  from: z.string(),
  to: z.string(),
  stamp: Stamp,
});
export type FileStep = Readonly<z.infer<typeof FileStep>>;

/** A small text that comes (`write`) or goes (`erase`) along with files: a card of the shelf. */
export const TextStep = z.object({ do: z.enum(["write", "erase"]), to: z.string(), text: z.string() });
export type TextStep = Readonly<z.infer<typeof TextStep>>;

/** One thing that a move does; each can be done again without harm, and undone. */
export const Step = z.discriminatedUnion("do", [FileStep, TextStep]);
export type Step = Readonly<z.infer<typeof Step>>;

export const isFileStep = (step: Step): step is FileStep => "from" in step;
