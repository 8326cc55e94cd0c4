import i18next from "i18next";
import { api, type RecipeReading } from "../../api/client.ts";
import { createStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { draftStore } from "../draft/draft.ts";
import { applyReading } from "./apply-recipe.ts";

/** Whether the box of ↙ is open. */
export const pasteBoxOpened = createStore(false);

/** What copied generation data looks like; loose, since the studio reads it exactly. */
const looksLikeInfotext = /(^|\n|,)[^\S\n]*(Steps|Negative prompt|Sampler)\s*:/;

/** ↙: generation data that stands in the prompt is taken apart; otherwise a box opens to paste into. */
export async function pasteFromPrompt(): Promise<void> {
  const { prompt } = draftStore.get();
  if (looksLikeInfotext.test(prompt)) await pasteText(prompt);
  else pasteBoxOpened.set(true);
}

export const pasteText = (text: string): Promise<boolean> => fillFrom(api.readRecipeText(text));
export const pasteFile = (file: File): Promise<boolean> => fillFrom(api.readRecipeFile(file, file.name));

/** The first thing in a clipboard or a drop that can hold a recipe: a picture or file, else text. */
export async function pasteTransfer(data: DataTransfer): Promise<boolean> {
  const file = [...data.files][0];
  if (file !== undefined) return pasteFile(file);
  const text = data.getData("text/plain").trim();
  return text === "" ? false : pasteText(text);
}

async function fillFrom(reading: Promise<RecipeReading>): Promise<boolean> {
  try {
    const { count } = applyReading(await reading);
    if (count === 0) say(i18next.t("paste.nothing"));
    return count > 0;
  } catch (error) {
    sayProblem(error);
    return false;
  }
}
