import { type ErrorText, ownValue, type Problem, problemOf, type TroubleNews } from "@danfang/domain";
import type { Output } from "../io/io.ts";
import { nextSteps } from "../texts/next-steps.ts";
import type { Texts } from "../texts/texts.ts";
import { plain, plainLine } from "./plain.ts";
import { styleFor } from "./style.ts";

/** `{"error":{"code","message","hint"}}` on one line, in English: what programs read does not follow the locale. */
export function printJsonError(error: unknown): string {
  const problem = problemOf(error);
  const { code, message } = problem;
  const hint = hintIn("en", problem);
  return `${JSON.stringify({ error: { code, message, hint } })}\n`;
}

/** Message, code and next step for a person, in the user's language. */
export function printError(error: unknown, texts: Texts, output: Output): string {
  const problem = problemOf(error);
  const { message, hint } = explain(problem, texts);
  const { error: red, strong, faint, accent } = styleFor(output);
  return `${red("✗")} ${strong(plain(message))} ${faint(`[${problem.code}]`)}\n${accent("→")} ${plain(hint)}\n`;
}

/** Something worth knowing that stopped nothing. */
export function printNote(problem: Problem, texts: Texts, output: Output): string {
  const { message, hint } = explain(problem, texts);
  const { warning, faint, accent } = styleFor(output);
  return `${warning("!")} ${plain(message)} ${faint(`[${problem.code}]`)}\n${accent("→")} ${plain(hint)}\n`;
}

/** One line for a log when something ceases to work, and one when it works again. */
export function printTrouble({ state, trouble }: TroubleNews, texts: Texts, output: Output): string {
  const { message, hint } = explain(trouble.problem, texts);
  const { warning, faint, accent } = styleFor(output);
  const code = faint(`[${trouble.problem.code}]`);
  if (state === "over") return `${accent("✓")} ${plainLine(texts.studio.over({ what: message }))} ${code}\n`;
  return `${warning("!")} ${plainLine(`${message} ${hint}`)} ${code}\n`;
}

function explain(problem: Problem, texts: Texts): ErrorText {
  if (isCancelled(problem)) return texts.cancelled(cancellation(problem));
  const { message } = wordsIn(texts.language, problem);
  return { message, hint: hintIn(texts.language, problem) };
}

/** A problem in the terminal's language. */
export const wordsIn = (language: Texts["language"], problem: Problem): ErrorText =>
  (language === "zh" && problem.zh) || problem;

/** What to do next, and how the terminal does it. */
function hintIn(language: Texts["language"], problem: Problem): string {
  const { hint } = wordsIn(language, problem);
  const step = ownValue(nextSteps[language], problem.do ?? "");
  if (!step) return hint;
  return [hint, step(problem.facts ?? {})].filter(Boolean).join(language === "zh" ? "" : " ");
}

const isCancelled = ({ code }: Problem): boolean => code.endsWith("/cancelled");

/** How far the work had come, where whoever was cancelled said so. */
function cancellation({ facts }: Problem): { saved: number; wanted: number } {
  const [saved, wanted] = [facts?.saved, facts?.wanted];
  return { saved: typeof saved === "number" ? saved : 0, wanted: typeof wanted === "number" ? wanted : 0 };
}
