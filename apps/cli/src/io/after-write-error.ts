/** What a program does when one of its outputs can no longer be written. */
export type AfterWriteError = "end" | "goOn" | "fail";

/**
 * A reader of results that went away (`danfang … | head`) has all it wanted. Messages that nobody can read any more, be
 * it a closed terminal, a log on a full disk or a program that has ended, are no reason to stop.
 */
export function afterWriteError(output: "stdout" | "stderr", code: string | undefined): AfterWriteError {
  if (output === "stderr" || code === "EIO") return "goOn";
  return code === "EPIPE" ? "end" : "fail";
}
