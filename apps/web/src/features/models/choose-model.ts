import { type ChosenKind, isChosenKind, isWrittenKind, type ModelEntry, type Settings } from "@danfang/domain";
import i18next from "i18next";
import { queries, queryClient } from "../../api/queries.ts";
import type { Draft } from "../draft/draft.ts";
import { changesBetween, type DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { chooseCheckpoint } from "../draft/first-choice.ts";
import { fieldsText } from "../draft/step-words.ts";
import { fillDraft } from "../draft/undo.ts";
import { insertNetwork } from "../networks/change-networks.ts";

/** Chosen for the order; the others are written into the prompt. */
type Choosable = ModelEntry & { readonly kind: ChosenKind };

export const isChoosable = (model: ModelEntry): model is Choosable => isChosenKind(model.kind);

/** Chooses a checkpoint, VAE or upscaler, or writes a network into the prompt; says what else that changed. */
export function chooseModel(model: ModelEntry): DraftStep | undefined {
  if (isWrittenKind(model.kind)) return insertNetwork(model.kind, model.stem, model.preferredWeight);
  if (!isChoosable(model)) return undefined;
  const before = draftStore.get();
  const change = changeFor(model, before, queryClient.getQueryData(queries.settings.queryKey));
  const others = changesBetween(before, { ...before, ...change }).filter(({ field }) => field !== model.kind);
  const isMore = model.kind === "checkpoint" && others.length > 0;
  const message = isMore
    ? i18next.t("undo.said.modelToo", { name: model.stem, fields: fieldsText(others) })
    : i18next.t("undo.said.model", { name: model.stem });
  return fillDraft(change, "model", message);
}

function changeFor(model: Choosable, { hires }: Draft, settings: Settings | undefined): Partial<Draft> {
  switch (model.kind) {
    case "checkpoint":
      return chooseCheckpoint(model, settings);
    case "vae":
      return { vae: model.name };
    case "upscaler":
      return { hires: { ...hires, isOn: true, upscaler: model.stem } };
  }
}
