import { decimalOf } from "./decimal.ts";
import { pythonDigit, pythonSpace, pythonWord } from "./python-classes.ts";
import { skipSpaceBack } from "./python-space.ts";

/** One of the prompts that are painted together, and how strongly it counts. */
export type ComposedText = readonly [text: string, weight: number];

const andWord = new RegExp(`(?<!${pythonWord})AND(?!${pythonWord})`, "u");
const weightOf = new RegExp(
  `^${pythonSpace}*([-+]?(?:${pythonDigit}+\\.?|${pythonDigit}*\\.${pythonDigit}+))${pythonSpace}*$`,
  "u",
);

/**
 * The prompts between the words AND, each with the number after its last colon as weight, else 1; at least one.
 *
 * The weight needs no AND: `text:12` counts twelvefold. White space stays in front of a text and goes behind it.
 * Total, linear. Source: AUTOMATIC1111 `get_multicond_prompt_list`.
 */
export function parseComposition(text: string): ComposedText[] {
  return text.split(andWord).map((part): ComposedText => {
    const colon = part.lastIndexOf(":");
    const digits = colon < 0 ? undefined : weightOf.exec(part.slice(colon + 1))?.[1];
    const weight = digits === undefined ? undefined : decimalOf(digits);
    return [part.slice(0, skipSpaceBack(part, weight === undefined ? part.length : colon)), weight ?? 1];
  });
}

/** Prompts of a batch in their parts; equal texts are listed, and so encoded, once. */
export interface SharedComposition {
  readonly texts: readonly string[];
  /** For each prompt its parts: which of the texts, and its weight. */
  readonly parts: readonly (readonly (readonly [text: number, weight: number])[])[];
}

/** {@link parseComposition} of each prompt, with the texts in the order in which they first appear. */
export function composeBatch(prompts: readonly string[]): SharedComposition {
  const index = new Map<string, number>();
  const indexOf = (text: string): number => {
    if (!index.has(text)) index.set(text, index.size);
    return index.get(text)!;
  };
  const parts = prompts.map((prompt) =>
    parseComposition(prompt).map(([text, weight]) => [indexOf(text), weight] as const),
  );
  return { texts: [...index.keys()], parts };
}
