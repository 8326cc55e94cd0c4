import { type Bytes, DanfangError, defineErrors, printBytes } from "@danfang/domain";
import { errorCode, reasonOf } from "../errors.ts";

/** Why a file that Danfang keeps, or finds beside a model, is left as it is. */
export const filesErrors = defineErrors("files", {
  locked: (d: { file: string }) => ({
    message: `${d.file} may not be read: permission denied.`,
    hint: "It is left as it is, and nothing is saved into it. Let the account that Danfang runs under read it.",
  }),
  unreadable: (d: { file: string; reason: string }) => ({
    message: `${d.file} cannot be read: ${d.reason}.`,
    hint: "It is left as it is, and nothing is saved into it. Look whether its drive is connected and healthy.",
  }),
  tooLarge: (d: { file: string; size: Bytes; most: Bytes }) => ({
    message: `${d.file} is too large: ${printBytes(d.size)}, of which ${printBytes(d.most)} are read at most.`,
    hint: "It is left as it is, and nothing is saved into it. Take out of it what is not needed, or move it away.",
  }),
  notText: (d: { file: string }) => ({
    message: `${d.file} is not text in UTF-8, UTF-16 or GB18030.`,
    hint: "It is left as it is, and nothing is saved into it. Save it as UTF-8 in the program that wrote it (Excel: CSV UTF-8).",
  }),
  badJson: (d: { file: string; line: number }) => ({
    message: `${d.file} is not whole: it ends or breaks in line ${d.line}.`,
    hint: "It is left as it is, and nothing is saved into it. Correct it in a text editor, or move it away.",
  }),
  badContent: (d: { file: string; reason: string }) => ({
    message: `${d.file} does not hold what it should: ${d.reason}.`,
    hint: "It is left as it is, and nothing is saved into it. Correct it in a text editor, or move it away.",
  }),
  linkedAway: (d: { file: string; target: string }) => ({
    message: `${d.file} is a link to ${d.target}, which does not lie beside the model.`,
    hint: "It is not followed. Put the file itself beside the model.",
  }),
  wouldBeTooLarge: (d: { file: string; size: Bytes; most: Bytes }) => ({
    message: `With this, ${d.file} would have ${printBytes(d.size)}; more than ${printBytes(d.most)} would not be read again.`,
    hint: "Nothing was saved. Make it shorter, or delete what is not needed first.",
  }),
  unkeepable: (d: { file: string }) => ({
    message: `This text would not come back from ${d.file} as it is: it has half a character or a control character in it.`,
    hint: "Nothing was saved. Type the text again instead of pasting it.",
  }),
  inUse: (d: { file: string; seconds: number }) => ({
    message: `${d.file} has been kept busy by another process for ${d.seconds} seconds.`,
    hint: "Nothing was saved. Another Danfang may be using this folder; try again.",
  }),
});

/** Why the operating system did not let a file be read. */
export function readingRefused(file: string, cause: unknown): DanfangError {
  if (cause instanceof DanfangError) return cause;
  const code = errorCode(cause);
  if (code === "EACCES" || code === "EPERM") return filesErrors.locked({ file }, cause);
  return filesErrors.unreadable({ file, reason: reasonOf(cause) }, cause);
}
