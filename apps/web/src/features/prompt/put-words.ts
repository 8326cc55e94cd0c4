import i18next from "i18next";
import { say } from "../../ui/toasts.ts";
import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { nameOf } from "../draft/step-words.ts";
import { fillDraft } from "../draft/undo.ts";
import { withoutEnd } from "./without-end.ts";

/** The prompt with words at its end, behind a comma. */
const withWords = (prompt: string, words: string): string =>
  prompt.trim() === "" ? words : `${withoutEnd(prompt)}, ${words}`;

/** Puts a trigger word at the prompt's end, once. */
export function insertWord(word: string): DraftStep | undefined {
  const { prompt } = draftStore.get();
  const isThere = prompt
    .toLowerCase()
    .split(",")
    .some((phrase) => phrase.trim() === word.toLowerCase());
  const message = i18next.t("undo.said.word", { word });
  if (!isThere) return fillDraft({ prompt: withWords(prompt, word) }, "words", message);
  say(message);
  return undefined;
}

/** Begins with an idea: it is the whole prompt. */
export const takeIdea = (words: string): DraftStep | undefined =>
  fillDraft({ prompt: words }, "idea", i18next.t("undo.said.idea", { words }));

/** Puts a text at a prompt's end, or in its place. */
export function putText(
  text: string,
  where: "end" | "whole",
  field: "prompt" | "negativePrompt" = "prompt",
): DraftStep | undefined {
  const next = where === "end" ? withWords(draftStore.get()[field], text) : text;
  return fillDraft({ [field]: next }, "words", i18next.t(`undo.said.${where}`, { field: nameOf(field) }));
}
