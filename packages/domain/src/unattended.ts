import { type Problem, problemOf } from "./problem.ts";

/**
 * Work that nobody waits for: a timer, a listener or an event begins it. What it throws, at once or later, is told
 * instead of ending the process. `setInterval(unattended(beat, tell), 5000)`, `unattended(sweep, tell)()`.
 */
export const unattended =
  <Given extends readonly unknown[]>(work: (...given: Given) => unknown, tell: (problem: Problem) => void) =>
  (...given: Given): void => {
    new Promise((resolve) => resolve(work(...given))).catch((error) => tell(problemOf(error)));
  };
