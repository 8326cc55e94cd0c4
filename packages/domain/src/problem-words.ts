import type { Problem } from "./problem.ts";

/**
 * What a problem of some code is called in another language than English. `{{fact}}` stands for one of its facts. Of
 * several sentences the first is said whose facts are all there: `["Did you mean {{nearest}}?", "Choose another."]`.
 */
export interface ProblemWords {
  readonly title: string | readonly string[];
  readonly hint: string | readonly string[];
}

/** The problem in the words of a language, else as it was told, in English. */
export function tellProblem(
  { code, message, hint, facts = {} }: Problem,
  words: Readonly<Record<string, ProblemWords>>,
): { readonly title: string; readonly hint: string } {
  const known = Object.hasOwn(words, code) ? words[code] : undefined;
  if (!known) return { title: message, hint };
  return { title: firstThatFits(known.title, facts), hint: firstThatFits(known.hint, facts) };
}

type Facts = Readonly<Record<string, unknown>>;
const places = /\{\{(\w+)\}\}/g;

function firstThatFits(sentences: string | readonly string[], facts: Facts): string {
  const all = typeof sentences === "string" ? [sentences] : sentences;
  const fits = (sentence: string) =>
    [...sentence.matchAll(places)].every(([, name = ""]) => textOf(facts[name]) !== "");
  const sentence = all.find(fits) ?? all.at(-1) ?? "";
  return sentence.replace(places, (_, name: string) => textOf(facts[name]) || "?");
}

/** Lists as one reads them; of things that have no text, nothing. */
function textOf(fact: unknown): string {
  if (Array.isArray(fact)) return fact.map(textOf).filter(Boolean).join("、");
  return typeof fact === "string" || typeof fact === "number" ? String(fact) : "";
}
