import { clipTokenizer, readPrompt, understandPrompt } from "@danfang/prompt";
import { type RecipeForm, readPictureRecipe, readTextRecipe, writeRecipe } from "@danfang/recipes";
import { readPictureTexts } from "./picture-texts.ts";

/** For which prompt editing is read, as there is no picture yet: the longest text among the steps counts. */
const countedSteps = 20;

/**
 * What is read out of texts and pictures that strangers made. Plain data in and out, so that it can be done in another
 * thread. Errors: those of the readers.
 */
export const readings = {
  /** As `danfang prompt --json` prints it: printed here, for a word of five letters becomes a chunk of 77 numbers twice. */
  prompt(text: string): string {
    const tokenizer = clipTokenizer();
    const { attention, chunks } = understandPrompt(text, { tokenizer });
    const { tokenCount, tokenLimit } = readPrompt(text, { tokenizer, steps: countedSteps });
    return JSON.stringify({ attention, chunks, tokenCount, tokenLimit });
  },
  recipe: (text: string) => readTextRecipe(text),
  /** A text's recipe for another program, with what was not understood and what has no place there. */
  writtenRecipe({ text, as }: { readonly text: string; readonly as: RecipeForm }) {
    const { value, findings } = readTextRecipe(text);
    const written = writeRecipe(value, as);
    return { text: written.text, findings: [...findings, ...written.findings] };
  },
  pictureRecipe: ({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }) =>
    readPictureRecipe(bytes, name),
  pictureTexts: (bytes: Uint8Array) => readPictureTexts(bytes),
} as const;

type Readings = typeof readings;
export type ReadingName = keyof Readings;
export type InputOf<N extends ReadingName> = Parameters<Readings[N]>[0];
export type OutputOf<N extends ReadingName> = ReturnType<Readings[N]>;
