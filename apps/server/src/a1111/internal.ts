import { Hono } from "hono";
import type { Studio } from "../border/studio.ts";
import { bool, int, readBody, str } from "./bodies/fields.ts";
import { progressOf } from "./progress/progress.ts";
import type { RunningJob } from "./progress/running-job.ts";
import type { TaskIds } from "./progress/task-ids.ts";

const fields = { id_task: str(null), id_live_preview: int(-1), live_preview: bool(true) };

export interface InternalContext {
  readonly studio: Pick<Studio, "queue">;
  readonly running: () => RunningJob | undefined;
  readonly tasks: TaskIds;
}

/** The part of `/internal` that clients ask: is it there, and how far is the job that I named. */
export const internal = ({ studio: { queue }, running, tasks }: InternalContext) =>
  new Hono()
    .get("/ping", (c) => c.json({}))
    .get("/pending-tasks", async (c) => {
      const { queued } = await queue.status();
      return c.json({ size: queued, tasks: [] });
    })
    .post("/progress", async (c) => {
      const asked = readBody(await c.req.text(), fields);
      const id = asked.id_task === null ? undefined : tasks.get(asked.id_task);
      const job = id === undefined ? undefined : await queue.get(id);
      const now = running();
      const isActive = job !== undefined && now?.job.id === job.id;
      const isQueued = job?.state === "queued";
      const { progress, eta } = isActive ? progressOf(now) : { progress: null, eta: null };
      const hasPreview =
        isActive && asked.live_preview && now.seen.preview !== undefined && now.step !== asked.id_live_preview;
      return c.json({
        active: isActive,
        queued: isQueued,
        completed: job !== undefined && ["done", "failed", "cancelled"].includes(job.state),
        progress,
        eta,
        live_preview: hasPreview ? now.seen.preview : null,
        id_live_preview: hasPreview ? now.step : asked.id_live_preview,
        textinfo: isQueued ? `In queue: ${job.ahead + 1}/${job.ahead + 1}` : isActive ? null : "Waiting...",
      });
    });
