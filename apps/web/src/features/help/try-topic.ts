import type { ModelEntry } from "@danfang/domain";
import i18next from "i18next";
import type { DraftStep } from "../draft/draft-history.ts";
import { chooseCheckpoint } from "../draft/first-choice.ts";
import { fillDraft } from "../draft/undo.ts";

/** Fills Create with an example: the starter, its words, and a VAE where it is about one. */
export const tryExample = (starter: ModelEntry, prompt: string, vae = "auto"): DraftStep | undefined =>
  fillDraft(
    { ...chooseCheckpoint(starter, undefined), prompt, negativePrompt: "", vae, seed: 1000 },
    "idea",
    i18next.t("undo.said.idea", { words: prompt }),
  );
