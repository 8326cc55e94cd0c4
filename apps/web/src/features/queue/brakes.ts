import type { Job } from "@danfang/domain";
import i18next from "i18next";
import { api } from "../../api/client.ts";
import { stoppedJob, stoppingJobs } from "../../api/live.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { say, sayProblem } from "../../ui/toasts.ts";
import { gridSize } from "../grid/grid-size.ts";

/** Batches of a job, over all cells of its grid. */
export const batchesOf = ({ request }: Pick<Job, "request">): number =>
  request.grid === undefined ? request.batchCount : gridSize(request).cells * request.batchCount;

/** Whether something follows the batch in hand: then it can be skipped, or be the last one. */
export const hasMoreBatches = (job: Job, batch = job.batch): boolean =>
  job.state === "running" && batch + 1 < batchesOf(job);

async function act(call: Promise<unknown>): Promise<void> {
  await call.catch(sayProblem);
  await queryClient.invalidateQueries({ queryKey: ["jobs", "active"] });
}

/** Ways to end what is being painted. */
export const skip = ({ id }: Job): Promise<void> => act(api.skipBatch(id));
export const stopAfterThis = ({ id }: Job): Promise<void> => act(api.stopAfterBatch(id));
/** Ends what is painted now, whichever job that is. */
export async function stopRunning(): Promise<void> {
  const active = queryClient.getQueryData(queries.activeJobs.queryKey) ?? [];
  const running = active.find(({ state }) => state === "running");
  if (running !== undefined && !stoppingJobs.get().has(running.id)) await stop(running);
}
export async function stop({ id }: Job): Promise<void> {
  stoppingJobs.set((ids) => new Set([...ids, id]));
  await act(
    api.cancelJob(id).catch((error: unknown) => {
      stoppingJobs.set((ids) => new Set([...ids].filter((other) => other !== id)));
      throw error;
    }),
  );
}

// A job that was stopped leaves the stage, where an older picture takes its place.
stoppedJob.subscribe(() => {
  const pictures = stoppedJob.get()?.pictures.length ?? 0;
  say(pictures > 0 ? i18next.t("create.stoppedWith", { count: pictures }) : i18next.t("create.stopped"));
});
