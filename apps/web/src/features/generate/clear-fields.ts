import i18next from "i18next";
import { queries, queryClient } from "../../api/queries.ts";
import { emptyDraft } from "../draft/draft.ts";
import type { DraftStep } from "../draft/draft-history.ts";
import { checkpointsToBegin, firstChoice } from "../draft/first-choice.ts";
import { fillDraft } from "../draft/undo.ts";

/** Sets every field as a new studio has it. */
export function clearFields(): DraftStep | undefined {
  const settings = queryClient.getQueryData(queries.settings.queryKey);
  const first = settings === undefined ? {} : firstChoice(checkpointsToBegin(settings) ?? [], settings);
  return fillDraft({ ...emptyDraft, ...first }, "reset", i18next.t("create.resetDone"));
}
