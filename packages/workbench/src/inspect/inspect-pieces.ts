import { FileInspection, type FilePieces, type FileRange, mostPieceBytes, mostPieces } from "@danfang/domain";
import { piecesSource } from "@danfang/formats";
import { workbenchErrors } from "../errors.ts";
import { inspectSource } from "./inspect.ts";
import { findingOf, type Inspection } from "./inspection.ts";

/** Pieces of a file, and what they say: which others to send, or what the file is. */
export interface PiecesLook {
  readonly need: readonly FileRange[];
  readonly inspection: Inspection;
}

/**
 * Says what a file is that lies elsewhere, from the pieces of it that were sent; `bytes` holds them one after the other.
 * While `need` is not empty these pieces are missing and the inspection says nothing. A description that is longer than
 * the pieces may be is a finding, `workbench/descriptionTooLong`.
 */
export async function inspectPieces({ name, size, pieces }: FilePieces, bytes: Uint8Array): Promise<PiecesLook> {
  let at = 0;
  const sent = pieces.map(({ offset, length }) => {
    at += length;
    return { offset, bytes: bytes.subarray(at - length, at) };
  });
  const source = piecesSource(name, size, sent);
  const inspection = await inspectSource(name, source, { isRemote: true });
  const need = source.missing.slice(0, 1); // what a reader asks for next depends on what it reads now
  const weight = [...pieces, ...need].reduce((sum, { length }) => sum + length, 0);
  if (need.length > 0 && (weight > mostPieceBytes || pieces.length >= mostPieces)) {
    const finding = findingOf(workbenchErrors.descriptionTooLong({ file: name, limit: mostPieceBytes }));
    return { need: [], inspection: { path: name, what: "unknown", sizeBytes: size, findings: [finding] } };
  }
  return { need, inspection };
}

/** An inspection as it is told over the network: without its metadata, which may be as long as it likes. */
export const tellInspection = (inspection: Inspection): FileInspection => FileInspection.parse(inspection);
