const exactMark = "Negative prompt:";
const anyMark = /^(?:negative prompts?|负[向面]提示词?|反[向面]提示词?)\s{0,4}[:：]/i;
const markInside = /(?<![\p{L}\p{N}])(?:negative prompts?|负[向面]提示词|反[向面]提示词)\s{0,4}[:：]/giu;

/** The two sides of what was asked for, as lines. */
export interface Prompts {
  readonly prompt: readonly string[];
  readonly negativePrompt: readonly string[];
}

/**
 * Lines of both prompts: from a line that begins with `Negative prompt:` on, they are the negative prompt's. In another
 * case or language the mark counts only where nobody wrote it as AUTOMATIC1111 does.
 */
export function splitPrompts(lines: readonly string[]): Prompts {
  const trimmed = lines.map((line) => line.trim());
  const isExact = trimmed.some((line) => line.startsWith(exactMark));
  const markOf = (line: string) =>
    isExact ? (line.startsWith(exactMark) ? exactMark : undefined) : anyMark.exec(line)?.[0];
  const prompt: string[] = [];
  const negativePrompt: string[] = [];
  let side = prompt;
  for (const line of trimmed) {
    const mark = markOf(line);
    if (mark !== undefined) side = negativePrompt;
    side.push(mark === undefined ? line : line.slice(mark.length).trim());
  }
  return { prompt, negativePrompt };
}

/** The same for lines whose breaks were lost: the last mark that stands anywhere begins the negative prompt. */
export function splitRunTogether(lines: readonly string[]): Prompts {
  const found = withoutEmptyEnds(splitPrompts(lines));
  if (found.negativePrompt.length > 0) return found;
  const last = lines.at(-1) ?? "";
  const mark = [...last.matchAll(markInside)].at(-1);
  if (mark === undefined) return found;
  return withoutEmptyEnds(
    splitPrompts([
      ...lines.slice(0, -1),
      last.slice(0, mark.index),
      `${exactMark}${last.slice(mark.index + mark[0].length)}`,
    ]),
  );
}

const withoutEmptyEnds = ({ prompt, negativePrompt }: Prompts): Prompts => ({
  prompt: withoutEmptyEnd(prompt),
  negativePrompt: withoutEmptyEnd(negativePrompt),
});

export const withoutEmptyEnd = (lines: readonly string[]): readonly string[] =>
  lines.slice(0, lines.findLastIndex((line) => line.trim() !== "") + 1);
