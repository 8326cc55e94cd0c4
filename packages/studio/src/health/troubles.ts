import type { Clock, Problem, Trouble, TroubleNews } from "@danfang/domain";

/**
 * What does not work now: a full disk, a locked database, a folder that is gone. Each is told once when it begins and
 * once when it is over, however often it is met in between, and by however many.
 */
export interface Troubles {
  /** `about` names what does not work; it has one trouble at a time, and a different one takes the place of the first. */
  begin(problem: Problem, about?: string): void;
  /** It works again. What had no trouble has none. */
  over(about: string): void;
  /** In the order in which they began; what several things suffer from stands once. */
  readonly now: readonly Trouble[];
}

export function openTroubles(clock: Pick<Clock, "now">, tell: (news: TroubleNews) => void): Troubles {
  const standing = new Map<string, Trouble>();
  const alike = ({ code, message }: Problem) =>
    [...standing.values()].find(({ problem }) => problem.code === code && problem.message === message);

  function over(about: string): void {
    const trouble = standing.get(about);
    if (standing.delete(about) && trouble && !alike(trouble.problem)) tell({ state: "over", trouble });
  }

  return {
    begin(problem, about = problem.code) {
      if (standing.get(about)?.problem.code === problem.code) return;
      const known = alike(problem);
      const trouble = known ?? { key: about, since: new Date(clock.now()).toISOString(), problem };
      over(about);
      standing.set(about, trouble);
      if (!known) tell({ state: "begun", trouble });
    },
    over,
    get now() {
      return [...new Set(standing.values())];
    },
  };
}
