import type { Answer } from "./studio-process.ts";

/** The codes of what `/v1/status` says does not work now. */
export const troubleCodes = ({ body }: Answer): string[] =>
  (body.troubles ?? []).map(({ problem }: { problem: { code: string } }) => problem.code);
