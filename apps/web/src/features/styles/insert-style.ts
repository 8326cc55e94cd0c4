import { applyStyles } from "@danfang/prompt";
import i18next from "i18next";
import type { PromptStyle } from "../../api/client.ts";
import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { fillDraft } from "../draft/undo.ts";

/** Writes a style into the prompts, as painting with it would. */
export function insertStyle(style: PromptStyle): DraftStep | undefined {
  const { prompt, negativePrompt } = draftStore.get();
  const message = i18next.t("undo.said.style", { name: style.name });
  return fillDraft(applyStyles({ prompt, negativePrompt }, [style]), "style", message);
}
