import { internalErrors } from "./causes/errors.ts";
import { systemCause } from "./causes/system-cause.ts";
import { defined } from "./defined.ts";
import { DanfangError, type ErrorText } from "./errors.ts";

/** What crosses a process or HTTP border, or is kept, instead of the error itself: everything that anybody tells of it. */
export interface Problem {
  readonly code: string;
  /** In English; `zh` is the same in Chinese. */
  readonly message: string;
  readonly hint: string;
  readonly zh?: ErrorText | undefined;
  /** A `NextStep`, for which every skin has its words, or one that another version knows. */
  readonly do?: string | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Any thrown value as a {@link Problem}. What the file system or SQLite refused is told as such; what else is not ours
 * becomes `internal/unexpected` with its own message.
 */
export function problemOf(error: unknown): Problem {
  const ours = error instanceof DanfangError ? error : systemCause(error);
  const { code, message, hint, zh, do: step, facts } = ours ?? unexpected(error);
  return { code, message, hint, ...defined({ zh }), ...(step && { do: step }), facts };
}

const unexpected = (error: unknown): DanfangError =>
  internalErrors.unexpected({ reason: error instanceof Error ? error.message : String(error) });

/** The error that a {@link Problem} described on the other side of a border. */
export function errorFrom(problem: Problem): DanfangError {
  return new DanfangError(problem.code, problem, { ...problem.facts });
}
