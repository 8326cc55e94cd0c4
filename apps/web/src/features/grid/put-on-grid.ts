import i18next from "i18next";
import type { DraftStep } from "../draft/draft-history.ts";
import { draftStore } from "../draft/draft-store.ts";
import { withCheckpoints } from "../draft/grid-draft.ts";
import { fillDraft } from "../draft/undo.ts";
import { openSection } from "../knobs/section.tsx";

/** Puts checkpoints on the X axis of the grid, and opens its builder. */
export function compareOnGrid(checkpoints: readonly string[]): DraftStep | undefined {
  openSection("grid");
  return fillDraft(
    { grid: withCheckpoints(draftStore.get().grid, checkpoints) },
    "compare",
    i18next.t("grid.compareDone", { count: checkpoints.length }),
  );
}
