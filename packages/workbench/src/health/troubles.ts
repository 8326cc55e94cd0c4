import type { Problem, Trouble, TroubleNews } from "@danfang/domain";
import type { Clock } from "../clock.ts";

/**
 * What does not work now: a full disk, a locked database, a folder that is gone. Each is told once when it begins and
 * once when it is over, however often it is met in between.
 */
export interface Troubles {
  /** `about` names what does not work; it has one trouble at a time, and a different one takes the place of the first. */
  begin(problem: Problem, about?: string): void;
  /** It works again. What had no trouble has none. */
  over(about: string): void;
  /** In the order in which they began. */
  readonly now: readonly Trouble[];
}

export function openTroubles(clock: Pick<Clock, "now">, tell: (news: TroubleNews) => void): Troubles {
  const standing = new Map<string, Trouble>();

  function over(key: string): void {
    const trouble = standing.get(key);
    if (standing.delete(key) && trouble) tell({ state: "over", trouble });
  }

  return {
    begin(problem, key = problem.code) {
      if (standing.get(key)?.problem.code === problem.code) return;
      over(key);
      const trouble = { key, since: new Date(clock.now()).toISOString(), problem };
      standing.set(key, trouble);
      tell({ state: "begun", trouble });
    },
    over,
    get now() {
      return [...standing.values()];
    },
  };
}
