import { strip } from "../language/python-space.ts";
import type { Style } from "./style.ts";

const place = "{prompt}";

/** A prompt and its negative prompt. */
export interface PromptPair {
  readonly prompt: string;
  readonly negativePrompt: string;
}

/** Styles added to both prompts, in order. */
export const applyStyles = (pair: PromptPair, styles: readonly Style[]): PromptPair =>
  styles.reduce<PromptPair>(
    ({ prompt, negativePrompt }, style) => ({
      prompt: applyStyle(prompt, style.prompt),
      negativePrompt: applyStyle(negativePrompt, style.negativePrompt),
    }),
    pair,
  );

/**
 * One style's text added to a prompt: where it says `{prompt}`, else behind a comma.
 * Source: AUTOMATIC1111 `styles.merge_prompts`.
 */
export function applyStyle(prompt: string, style: string): string {
  if (style.includes(place)) return style.replaceAll(place, () => prompt);
  return [strip(prompt), strip(style)].filter((text) => text !== "").join(", ");
}

/**
 * The styles that two prompts were made with, as far as their texts show, and what remains without them.
 *
 * Each is found once; they come in the order in which applying them would give these prompts.
 * Source: AUTOMATIC1111 `StyleDatabase.extract_styles_from_prompt`.
 */
export function extractStyles(pair: PromptPair, styles: readonly Style[]): PromptPair & { styles: Style[] } {
  let rest = pair;
  const candidates = styles.filter(({ prompt, negativePrompt }) => prompt !== "" || negativePrompt !== "");
  const found: Style[] = [];
  for (let i = 0; i < candidates.length; ) {
    const without = withoutStyle(rest, candidates[i]!);
    if (without === undefined) i++;
    else {
      rest = without;
      found.unshift(...candidates.splice(i, 1));
      i = 0;
    }
  }
  return { ...rest, styles: found };
}

function withoutStyle(pair: PromptPair, style: Style): PromptPair | undefined {
  const prompt = withoutText(pair.prompt, style.prompt);
  const negativePrompt = prompt === undefined ? undefined : withoutText(pair.negativePrompt, style.negativePrompt);
  return prompt === undefined || negativePrompt === undefined ? undefined : { prompt, negativePrompt };
}

/** The prompt that gives `text` with this style; `undefined` if none does. */
function withoutText(text: string, style: string): string | undefined {
  const whole = strip(text);
  const [left, ...rights] = strip(style).split(place);
  if (rights.length === 0) {
    if (!whole.endsWith(left!)) return undefined;
    return whole.slice(0, whole.length - left!.length).replace(/, $/, "");
  }
  const right = rights.join(place);
  if (!whole.startsWith(left!) || !whole.endsWith(right)) return undefined;
  return whole.slice(left!.length, whole.length - right.length);
}
