import type { GenerationRequest } from "@danfang/domain";
import i18next from "i18next";
import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { draftOf, plainDraft } from "../draft/order.ts";
import { fillDraft } from "../draft/undo.ts";

/** Fills Create with what a job was ordered with. */
export const fillFromOrder = (request: GenerationRequest): DraftStep | undefined =>
  fillDraft({ ...plainDraft(draftStore.get()), ...draftOf(request) }, "settings", i18next.t("undo.said.job"));
