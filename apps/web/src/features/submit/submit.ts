import type { GenerationRequest } from "@danfang/domain";
import i18next from "i18next";
import { api } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { unreachable } from "../../ui/problem.ts";
import { createKeptStore, createStore } from "../../ui/store.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import type { Draft } from "../draft/draft.ts";
import { requestOf } from "../draft/order.ts";

/** The newest job that this browser submitted: its failure is shown on the Create page. */
export const lastJobId = createKeptStore<string | undefined>("danfang.lastJob", undefined, (kept) =>
  typeof kept === "string" ? kept : undefined,
);
/** Which picture the stage shows; undefined follows what is being painted, then what was painted last. */
export const shownPictureId = createStore<string | undefined>(undefined);

/** Puts the draft into the queue, `times` times. */
export async function submitDraft(draft: Draft, times = 1): Promise<void> {
  try {
    if (draft.grid.isOn && (await isHeldBack(draft))) return;
  } catch (error) {
    return sayProblem(error);
  }
  await submitOrder(requestOf(draft), times);
}

/** Puts an order into the queue, `times` times. */
export async function submitOrder(order: GenerationRequest, times = 1): Promise<void> {
  const wasBusy = (queryClient.getQueryData(queries.activeJobs.queryKey)?.length ?? 0) > 0;
  try {
    shownPictureId.set(undefined);
    for (let i = 0; i < times; i++) lastJobId.set((await api.submit(order)).id);
    if (wasBusy || times > 1) say(i18next.t("queue.queuedToast", { count: times }));
  } catch (error) {
    sayProblem(error);
  }
  void queryClient.invalidateQueries({ queryKey: queries.activeJobs.queryKey });
}

/** What a grid is checked with comes with its builder, not with the first page. */
async function isHeldBack(draft: Draft): Promise<boolean> {
  const { isGridHeldBack } = await import("../grid/hold-back.ts").catch((cause: unknown) => {
    throw unreachable(cause);
  });
  return isGridHeldBack(draft);
}
