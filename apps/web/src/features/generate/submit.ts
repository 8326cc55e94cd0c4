import i18next from "i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { createKeptStore, createStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { isGridHeldBack } from "../grid/hold-back.ts";
import type { Draft } from "./draft.ts";
import { requestOf } from "./order.ts";

/** The newest job that this browser submitted: its failure is shown on the Create page. */
export const lastJobId = createKeptStore<string | undefined>("danfang.lastJob", undefined, (kept) =>
  typeof kept === "string" ? kept : undefined,
);
/** Which picture the stage shows; undefined follows what is being painted, then what was painted last. */
export const shownPictureId = createStore<string | undefined>(undefined);

/** Puts the draft into the queue, `times` times. */
export async function submitDraft(draft: Draft, times = 1): Promise<void> {
  if (isGridHeldBack(draft)) return;
  shownPictureId.set(undefined);
  const wasBusy = (queryClient.getQueryData(queries.activeJobs.queryKey)?.length ?? 0) > 0;
  try {
    for (let i = 0; i < times; i++) lastJobId.set((await api.submit(requestOf(draft))).id);
    if (wasBusy || times > 1) say(i18next.t("queue.queuedToast", { count: times }));
  } catch (error) {
    sayProblem(error);
  }
  void queryClient.invalidateQueries({ queryKey: queries.activeJobs.queryKey });
}
