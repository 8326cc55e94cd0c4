import { type Bytes, defineErrors, printBytes } from "@danfang/domain";

/** What can be wrong with a place that bytes come from or go to, before anybody asks what they mean. */
export const sourceErrors = defineErrors("formats", {
  truncated: (d: { file: string; offset: Bytes; length: Bytes; size: Bytes }) => ({
    message: `${d.file} has ${d.size} bytes; ${d.length} bytes at ${d.offset} were needed.`,
    hint: "The file is incomplete or damaged. Resume the download, or fetch the file again.",
  }),
  fileMissing: (d: { file: string }) => ({
    message: `${d.file} does not exist.`,
    hint: "Check the spelling and the folder. A file on a drive that is not connected is missing too.",
  }),
  notAFile: (d: { file: string; what: "folder" | "device" }) => ({
    message: `${d.file} is a ${d.what}, not a file.`,
    hint: d.what === "folder" ? "Name one of the files inside it." : "Copy its contents to a file and name that.",
  }),
  unreadable: (d: { file: string; reason: string }) => ({
    message: `${d.file} cannot be read: ${d.reason}.`,
    hint: "Check that you may read the file, that no other program locks it and that its drive is healthy.",
  }),
  unwritable: (d: { file: string; reason: string }) => ({
    message: `${d.file} cannot be written: ${d.reason}.`,
    hint: "Check that the folder exists, that you may write there and that its drive has room; or choose another place.",
  }),
  httpFailed: (d: { file: string; url: string; reason: string }) => ({
    message: `${d.url} could not be reached: ${d.reason}.`,
    hint: "Check the connection and the proxy settings, then try again.",
  }),
  httpStatus: (d: { file: string; url: string; status: number }) => ({
    message: `${d.url} answered with status ${d.status}.`,
    hint: hintForStatus(d.status),
  }),
  httpNoRanges: (d: { file: string; url: string; reason: string }) => ({
    message: `${d.url} cannot be read in pieces: ${d.reason}.`,
    hint: "Download the whole file and open it from the disk.",
  }),
  pieceMissing: (d: { file: string; offset: Bytes; length: Bytes }) => ({
    message: `${d.length} bytes of ${d.file} at ${d.offset} were not sent.`,
    hint: "Send them too, then ask again.",
  }),
  httpChanged: (d: { file: string; url: string; reason: string }) => ({
    message: `${d.url} changed while it was being read: ${d.reason}.`,
    hint: "Somebody replaced the file. Open it again from the start.",
  }),
});

/** The error for a path that the operating system refused to read. */
export function readingFailed(file: string, cause: unknown): Error {
  const code = errorCode(cause);
  if (code === "ENOENT" || code === "ENOTDIR") return sourceErrors.fileMissing({ file }, cause);
  if (code === "EISDIR") return sourceErrors.notAFile({ file, what: "folder" }, cause);
  return sourceErrors.unreadable({ file, reason: reasonOf(cause) }, cause);
}

/** The sentence fragment behind an operating-system or network error, in words where we know them. */
export function reasonOf(cause: unknown): string {
  const code = errorCode(cause);
  const known = code === undefined ? undefined : reasons.get(code);
  if (known !== undefined) return known;
  return cause instanceof Error ? cause.message : String(cause);
}

export function errorCode(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !("code" in cause)) return undefined;
  return typeof cause.code === "string" ? cause.code : undefined;
}

const reasons = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the drive is read-only"],
  ["ENOSPC", "the drive is full"],
  ["EDQUOT", "the disk quota is used up"],
  ["ENOENT", "its folder does not exist"],
  ["ENOTDIR", "its folder does not exist"],
  ["EISDIR", "a folder of that name is in the way"],
  ["EBUSY", "another program is using it"],
  ["ENAMETOOLONG", "the name is too long"],
  ["EIO", "the drive reports an error"],
  ["EMFILE", "too many files are open"],
]);

function hintForStatus(status: number): string {
  if (status === 401 || status === 403) return "Log in or give an access token; some models ask for consent first.";
  if (status === 404 || status === 410) return "Check the address; the file may have been removed or renamed.";
  if (status === 429) return "The site asks for patience. Wait a while, then try again.";
  return status >= 500 ? "The site has a problem. Try again later." : "Check the address.";
}

/** `n bytes (2.1 GB)`, for sentences in which both matter. */
export const countOfBytes = (n: number): string => (n < 1000 ? `${n} bytes` : `${n} bytes (${printBytes(n)})`);
