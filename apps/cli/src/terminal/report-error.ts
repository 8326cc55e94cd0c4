import { type ErrorText, type Problem, problemOf, problemsZh, type TroubleNews, tellProblem } from "@danfang/domain";
import type { Output } from "../io/io.ts";
import type { Texts } from "../texts/texts.ts";
import { plain, plainLine } from "./plain.ts";
import { styleFor } from "./style.ts";

/** `{"error":{"code","message","hint"}}` on one line, in English: what programs read does not follow the locale. */
export function printJsonError(error: unknown): string {
  const { code, message, hint } = problemOf(error);
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
  if (problem.code === "internal/unexpected") return { message: problem.message, hint: texts.unexpectedHint };
  const [area, name = ""] = problem.code.split("/");
  const problems: Partial<Record<string, (facts: never) => ErrorText>> = texts.problems;
  const translated = area === "cli" && Object.hasOwn(problems, name) ? problems[name] : undefined;
  if (translated) return translated(problem.facts as never);
  const { title, hint } = tellProblem(problem, wordsOf[texts.language]);
  return { message: title, hint };
}

/** Problems of everything below; English ones come with their words. */
const wordsOf = { en: {}, zh: problemsZh };

/** What was found wrong with a file, in one line. */
export function sayFinding(finding: Pick<Problem, "code" | "message" | "facts">, { language }: Texts): string {
  const { title, hint } = tellProblem({ ...finding, hint: "" }, wordsOf[language]);
  return `${title} ${hint}`.trim();
}

const isCancelled = ({ code }: Problem): boolean => code.endsWith("/cancelled");

/** How far the work had come, where whoever was cancelled said so. */
function cancellation({ facts }: Problem): { saved: number; wanted: number } {
  const [saved, wanted] = [facts?.saved, facts?.wanted];
  return { saved: typeof saved === "number" ? saved : 0, wanted: typeof wanted === "number" ? wanted : 0 };
}
