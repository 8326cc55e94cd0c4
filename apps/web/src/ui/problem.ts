import type { Problem } from "@danfang/domain";

/** What a request failed with: the server's {@link Problem}, or one of ours where the server did not answer. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  readonly status: number;

  constructor(problem: Problem, status: number, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
    this.status = status;
  }
}

/** The studio did not answer: it is away, or has begun anew with another page. */
export const unreachable = (cause: unknown): ProblemError =>
  new ProblemError({ code: "web/unreachable", message: "The studio does not answer.", hint: "" }, 0, { cause });

/** What browsers, and the page's own loader, say when code or style of a part that was not visited yet does not come. */
const lostCode = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;

/** Any thrown value as a {@link Problem} to show. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (isProblem(error)) return error;
  if (error instanceof Error && lostCode.test(error.message)) return unreachable(error).problem;
  const message = error instanceof Error ? error.message : String(error);
  return { code: "web/unexpected", message, hint: "" };
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "code" in value && "message" in value && "hint" in value;
