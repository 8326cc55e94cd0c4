import type { Bytes } from "@danfang/domain";
import type { Moves } from "@danfang/studio";
import { missing } from "./missing.ts";

/** Tells what it is asked, and moves nothing. */
export const fakeMoves: Moves = {
  place: async (files, { how = "move" } = {}) => ({
    actions: files.map((from) => ({ do: how, from, to: "there", bytes: 7 as Bytes })),
    undoId: "m1",
  }),
  shelve: async () => ({ actions: [], undoId: "m2" }),
  restore: async () => ({ actions: [], undoId: "m3" }),
  async undo(id = "m1") {
    if (id !== "m1") throw missing("moving", id);
    return { actions: [] };
  },
  past: async () => [{ id: "m1", what: "place", at: 5, files: 1 }],
};
