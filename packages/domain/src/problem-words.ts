import type { Problem } from "./problem.ts";

/**
 * What a problem of some code is called in another language than English. `{{fact}}` stands for one of its facts. Of
 * several sentences the first is said whose facts are all there, an empty list is a dash: `["Did you mean {{nearest}}?", "Choose another."]`.
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
  const tell = (sentences: ProblemWords["title"]) => {
    const texts = (name: string) => textOf(facts[name], words);
    const missing = (name: string) => (Array.isArray(facts[name]) ? "—" : "?");
    return firstThatFits(sentences, texts).replace(places, (_, name: string) => texts(name) || missing(name));
  };
  return { title: tell(known.title), hint: tell(known.hint) };
}

const places = /\{\{(\w+)\}\}/g;

function firstThatFits(sentences: ProblemWords["title"], texts: (name: string) => string): string {
  const all = typeof sentences === "string" ? [sentences] : sentences;
  const fits = (sentence: string) => [...sentence.matchAll(places)].every(([, name = ""]) => texts(name) !== "");
  return all.find(fits) ?? all.at(-1) ?? "";
}

type AllWords = Readonly<Record<string, ProblemWords>>;

/** Lists as one reads them, another problem in the same words; of things that have no text, nothing. */
function textOf(fact: unknown, words: AllWords): string {
  if (Array.isArray(fact))
    return fact
      .map((one) => textOf(one, words))
      .filter(Boolean)
      .join("、");
  if (isProblem(fact)) return tellProblem(fact, words).title.replace(/[。.]$/, "");
  return typeof fact === "string" || typeof fact === "number" ? String(fact) : "";
}

const isProblem = (fact: unknown): fact is Problem =>
  typeof fact === "object" &&
  fact !== null &&
  ["code", "message", "hint"].every((key) => typeof (fact as Record<string, unknown>)[key] === "string");
