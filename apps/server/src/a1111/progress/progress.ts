import { Hono } from "hono";
import type { Studio } from "../../border/studio.ts";
import { timestampOf } from "../answers/info.ts";
import { describeSdapi } from "../bodies/describe.ts";
import type { RunningJob } from "./running-job.ts";

export interface ProgressContext {
  readonly studio: Pick<Studio, "queue">;
  readonly running: () => RunningJob | undefined;
}

const idle = {
  skipped: false,
  interrupted: false,
  stopping_generation: false,
  job: "",
  job_count: 0,
  job_timestamp: "0",
  job_no: 0,
  sampling_step: 0,
  sampling_steps: 0,
};

/** A share from 0 to 1 and the seconds left. Source: AUTOMATIC1111 v1.10.1 `progressapi`. */
export function progressOf({ job, batch, step, steps, startedAt }: RunningJob, now = Date.now()) {
  const count = Math.max(1, job.request.batchCount);
  const progress = Math.min(1, 0.01 + batch / count + (steps > 0 ? step / steps / count : 0));
  const elapsed = (now - startedAt) / 1000;
  return { progress, eta: elapsed / progress - elapsed };
}

/** The base64 in a data URL. */
const bareBase64 = (url: string | undefined): string | null => url?.split(",", 2)[1] ?? null;

/** progress, interrupt and skip: about whatever is being painted, whoever ordered it. */
export const progress = ({ studio: { queue }, running }: ProgressContext) => {
  let interrupted: string | undefined;
  /** The job and batch that somebody skipped last. */
  let skipped: string | undefined;
  const batchKey = (id: string, batch: number) => `${id} ${batch}`;
  return new Hono()
    .get("/progress", describeSdapi("How far the picture is"), (c) => {
      const now = running();
      if (!now) return c.json({ progress: 0, eta_relative: 0, state: idle, current_image: null, textinfo: null });
      const { job, batch, step, steps, startedAt, seen } = now;
      const { progress, eta } = progressOf(now);
      const count = job.request.batchCount;
      const isStopping = interrupted === job.id;
      const state = {
        ...idle,
        skipped: skipped === batchKey(job.id, batch),
        interrupted: isStopping,
        job: count > 1 ? `Batch ${batch + 1} out of ${count}` : "scripts_txt2img",
        job_count: count,
        job_timestamp: timestampOf(new Date(startedAt)),
        job_no: batch,
        sampling_step: step,
        sampling_steps: steps,
      };
      const wantsImage = !/^(true|1|on|yes)$/i.test(c.req.query("skip_current_image") ?? "");
      const current_image = wantsImage ? bareBase64(seen.preview) : null;
      return c.json({ progress, eta_relative: eta, state, current_image, textinfo: null });
    })
    .post("/interrupt", describeSdapi("Stop what is being painted"), async (c) => {
      for (const { id } of await queue.list({ states: ["running"] })) {
        interrupted = id;
        await queue.cancel(id);
      }
      return c.json({});
    })
    .post("/skip", describeSdapi("End the batch that is being painted"), async (c) => {
      for (const { id, batch } of await queue.list({ states: ["running"] })) {
        skipped = batchKey(id, batch);
        await queue.skipBatch(id);
      }
      return c.json(null);
    });
};
