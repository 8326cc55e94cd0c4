import type { Clock } from "@danfang/domain";
import { unattended } from "@danfang/domain";
import { openOutlast } from "./outlast.ts";
import type { Troubles } from "./troubles.ts";

export interface EventuallyOptions {
  readonly clock: Clock;
  readonly troubles: Pick<Troubles, "begin" | "over">;
  /** Aborted when nobody wants it any more. */
  readonly signal: AbortSignal;
}

/**
 * Work that nobody waits for and that is begun once: while only the disk or another program stands in its way, it is tried
 * again, and that is a trouble of `about`.
 */
export function eventually<Given extends readonly unknown[]>(
  { signal, ...options }: EventuallyOptions,
  about: string,
  work: (...given: Given) => unknown,
): (...given: Given) => void {
  const outlast = openOutlast(options, about);
  return unattended(
    (...given: Given) => outlast(() => work(...given), signal),
    (problem) => options.troubles.begin(problem, about),
  );
}
