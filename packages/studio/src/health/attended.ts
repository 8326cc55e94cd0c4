import { unattended } from "@danfang/domain";
import type { Troubles } from "./troubles.ts";

/**
 * Work that nobody waits for, begun by a timer, a listener or an event: while it fails, that is a trouble of `about`, until
 * it next succeeds.
 */
export const attended = <Given extends readonly unknown[]>(
  troubles: Pick<Troubles, "begin" | "over">,
  about: string,
  work: (...given: Given) => unknown,
): ((...given: Given) => void) =>
  unattended(
    async (...given: Given) => {
      await work(...given);
      troubles.over(about);
    },
    (problem) => troubles.begin(problem, about),
  );
