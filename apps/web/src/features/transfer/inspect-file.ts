import type { FileRange } from "@danfang/domain";
import { api } from "../../api/client.ts";
import { ProblemError } from "../../ui/problem.ts";
import type { Subject } from "./subject.ts";

/** The header of nearly every model lies in it. */
const firstPiece = 256 * 1024;
/** Rounds that no known file needs; each asks for what the last one told of. */
const mostRounds = 24;

/**
 * What a model file is: only the pieces of it are read and sent that the studio asks for, be it of gigabytes. Errors:
 * `ProblemError`; a file that cannot be read any more is a `DOMException`.
 */
export async function inspectFile(file: File): Promise<Extract<Subject, { kind: "model" }>> {
  const pieces: FileRange[] = file.size === 0 ? [] : [{ offset: 0, length: Math.min(firstPiece, file.size) }];
  for (let round = 0; round < mostRounds; round++) {
    const bytes = new Blob(pieces.map(({ offset, length }) => file.slice(offset, offset + length)));
    const answer = await api.inspectPieces({ name: file.name, size: file.size, pieces }, bytes);
    if ("inspection" in answer) return { kind: "model", file, ...answer };
    pieces.push(...answer.need);
  }
  throw new ProblemError({ code: "web/unexpected", message: `${file.name}: ${mostRounds} rounds`, hint: "" }, 0);
}
