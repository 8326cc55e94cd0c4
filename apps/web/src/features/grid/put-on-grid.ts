import i18next from "i18next";
import { draftStore } from "../draft/draft.ts";
import type { DraftStep } from "../draft/draft-history.ts";
import { fillDraft } from "../draft/undo.ts";
import { openSection } from "../knobs/section.tsx";
import { withCheckpoints } from "./grid-draft.ts";

/** Puts checkpoints on the X axis of the grid, and opens its builder. */
export function compareOnGrid(checkpoints: readonly string[]): DraftStep | undefined {
  openSection("grid");
  return fillDraft(
    { grid: withCheckpoints(draftStore.get().grid, checkpoints) },
    "compare",
    i18next.t("grid.compareDone", { count: checkpoints.length }),
  );
}
