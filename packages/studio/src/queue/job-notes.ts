import type { Job, Problem } from "@danfang/domain";
import { jsonOf } from "../database/columns.ts";
import { KeptProblem } from "../problems/kept-problem.ts";

export type Notes = NonNullable<Job["notes"]>;

/** A grid may say something else of each of its cells; beyond these nobody reads on. */
const mostNotes = 100;

/** The notes of a job with one more; undefined where it is among them already, or there are enough. */
export function withNote(notes: Notes, { facts, ...note }: Problem): Notes | undefined {
  const isKnown = notes.some(({ code, message }) => code === note.code && message === note.message);
  if (isKnown || notes.length >= mostNotes) return undefined;
  return [...notes, { ...note, ...(facts ? { facts: { ...facts } } : {}) }];
}

/** The notes in a column of the database; undefined where it holds none that can be read. */
export const readNotes = (column: unknown): Notes | undefined => jsonOf(KeptProblem.array(), column);
