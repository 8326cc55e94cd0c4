import type { Problem } from "@danfang/domain";

/** What a request failed with: the server's {@link Problem}, or one of ours where the server did not answer. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: Problem;
  readonly status: number;

  constructor(problem: Problem, status: number) {
    super(problem.message);
    this.problem = problem;
    this.status = status;
  }
}

/** Any thrown value as a {@link Problem} to show. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { code: "web/unexpected", message, hint: "" };
}
