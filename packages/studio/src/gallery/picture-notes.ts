import type { Picture, Problem } from "@danfang/domain";
import { jsonOf } from "../database/columns.ts";
import type { Database } from "../database/database.ts";
import { KeptProblem } from "../problems/kept-problem.ts";

/** What was said of a picture while it was painted, kept for as long as the picture is: its job may be forgotten. */
export function keepNotes(database: Database, number: number, notes: readonly Problem[]): void {
  if (notes.length > 0) database.run("INSERT INTO picture_notes VALUES (?, ?)", number, JSON.stringify(notes));
}

/** The notes in a column of `picture_notes`, if the picture has any there. What cannot be read says nothing. */
export const readNotes = (column: unknown): NonNullable<Picture["notes"]> => jsonOf(KeptProblem.array(), column) ?? [];
