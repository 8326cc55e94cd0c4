import { systemCause } from "./causes/system-cause.ts";
import { DanfangError } from "./errors.ts";

/** What crosses a process or HTTP border instead of the error itself. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Any thrown value as a {@link Problem}. What the file system or SQLite refused is told as such; what else is not ours
 * becomes `internal/unexpected` with its own message.
 */
export function problemOf(error: unknown): Problem {
  const ours = error instanceof DanfangError ? error : systemCause(error);
  if (ours) return { code: ours.code, message: ours.message, hint: ours.hint, facts: ours.facts };
  return {
    code: "internal/unexpected",
    message: error instanceof Error ? error.message : String(error),
    hint: "This is a fault in Danfang. Please report it with the command that led here.",
  };
}

/** The error that a {@link Problem} described on the other side of a border. */
export function errorFrom(problem: Problem): DanfangError {
  return new DanfangError(problem.code, problem, { ...problem.facts });
}
