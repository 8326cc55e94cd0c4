import type { Job } from "@danfang/domain";
import { api } from "../../api/client.ts";
import { queryClient } from "../../api/queries.ts";
import { sayProblem } from "../../ui/toasts.ts";
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
export const stop = ({ id }: Job): Promise<void> => act(api.cancelJob(id));
