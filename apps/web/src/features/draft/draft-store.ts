import { createKeptStore } from "../../ui/store.ts";
import { emptyDraft, restoreDraft, restoreField } from "./draft.ts";
import { openDraftDoor } from "./draft-door.ts";
import { emptyHistory } from "./draft-history.ts";
import { keptPart, restoreHistory } from "./kept-history.ts";

/** The fields of this tab, and their history. */
const door = openDraftDoor(
  // Each tab has its own, so that two do not write over each other; a new one begins as the last one was left.
  createKeptStore("danfang.draft", emptyDraft, { restore: restoreDraft, in: "tab" }),
  createKeptStore("danfang.draftHistory", emptyHistory, {
    restore: (kept) => restoreHistory(kept, restoreField),
    in: "tab",
    part: keptPart,
  }),
);
export const { fields: draftStore, history: draftHistory, set: setDraft, settle: settleDraft } = door;
export const { back: stepDraftBack, forward: stepDraftForward, backTo: stepDraftBackTo } = door;
