import { internalErrors } from "./causes/errors.ts";
import type { DanfangError, ErrorFamily } from "./errors.ts";
import { type Problem, problemOf } from "./problem.ts";

/**
 * Tells a problem as this version does, in both languages, where an earlier version kept it in English alone: from its
 * code and facts. What lacks facts that its sentences need, or is of no code of `families`, stays as it was told.
 */
export function retellingOf(families: readonly ErrorFamily[]): (problem: Problem) => Problem {
  const makers = new Map(families.flatMap((family) => Object.values(family).map((make) => [make.code, make])));
  const retell = (problem: Problem): Problem => {
    if (problem.zh) return problem;
    const facts = Object.fromEntries(
      Object.entries(factsOf(problem)).map(([name, fact]) => [name, isProblem(fact) ? retell(fact) : fact]),
    );
    const told = wholeOrNothing(() => makers.get(problem.code)?.(facts as never));
    return told ? problemOf(told) : problem;
  };
  return retell;
}

/** What is not ours has its own sentence as its only fact, which was not always written down as one. */
const factsOf = ({ code, message, facts = {} }: Problem) =>
  code === internalErrors.unexpected.code ? { reason: message, ...facts } : facts;

/** Of facts that are not there, or are not what they were, no sentence is made. */
function wholeOrNothing(tell: () => DanfangError | undefined): DanfangError | undefined {
  try {
    const told = tell();
    const said = told && [told.message, told.hint, told.zh?.message, told.zh?.hint].join(" ");
    return said !== undefined && /\bundefined\b|\bNaN\b|\[object /.test(said) ? undefined : told;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const isProblem = (fact: unknown): fact is Problem =>
  typeof fact === "object" &&
  fact !== null &&
  ["code", "message", "hint"].every((key) => typeof (fact as Record<string, unknown>)[key] === "string");
