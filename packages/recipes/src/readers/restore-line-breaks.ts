const negativeMark = "Negative prompt:";

/**
 * An infotext that lost its line breaks, as chats and web pages make it: its settings and its negative prompt begin
 * lines again. A text that has line breaks, or no steps, is left as it is.
 */
export function restoreLineBreaks(text: string): string {
  if (text.includes("\n")) return text;
  const steps = /\sSteps: \d+,/.exec(text)?.index;
  if (steps === undefined) return text;
  const [prompts, settings] = [text.slice(0, steps), text.slice(steps + 1)];
  const negative = prompts.lastIndexOf(negativeMark);
  const parted = negative <= 0 ? prompts : `${prompts.slice(0, negative).trimEnd()}\n${prompts.slice(negative)}`;
  return `${parted.trimEnd()}\n${settings}`;
}
