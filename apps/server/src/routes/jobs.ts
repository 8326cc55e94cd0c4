import { defined, Job, JobId, JobState, JobSubmission } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import { idText } from "../border/id-text.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";

const tag = "queue";
const JobOf = z.object({ id: idText.pipe(JobId) });
/** `state=queued,running`. */
const JobsQuery = z.object({
  state: z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(z.array(JobState))
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});
const JobChange = z.object({
  priority: z.number().int().min(-100).max(100).optional(),
  /** The job that it is to run before; null: the last of its priority. */
  before: JobId.nullable().optional(),
});

/** Orders: given, watched, changed, taken back. */
export const jobs = ({ queue, judge }: Pick<Studio, "queue" | "judge">) => {
  const found = <T>(job: T | undefined): T => {
    if (job === undefined) throw serverErrors.notFound({ what: "job" });
    return job;
  };
  return new Hono()
    .post(
      "/",
      describe({ summary: "Order pictures", tag, answer: Job, status: 202 }),
      valid("json", JobSubmission),
      async (c) => {
        const submission = c.req.valid("json");
        await judge.order(submission.request);
        const job = await queue.submit(submission, { source: "studio" });
        return c.json(job, 202, { Location: `/v1/jobs/${job.id}` });
      },
    )
    .get(
      "/",
      describe({ summary: "Orders, newest last", tag, answer: z.object({ jobs: z.array(Job) }) }),
      valid("query", JobsQuery),
      async (c) => {
        const { state, limit, offset } = c.req.valid("query");
        return c.json({ jobs: await queue.list({ ...defined({ states: state }), limit, offset }) });
      },
    )
    .delete(
      "/",
      describe({ summary: "Forget finished orders", tag, answer: z.object({ removed: z.number().int() }) }),
      async (c) => c.json({ removed: await queue.clearFinished() }),
    )
    .get(
      "/:id",
      describe({ summary: "One order", tag, answer: Job, mayMiss: true }),
      valid("param", JobOf),
      async (c) => c.json(found(await queue.get(c.req.valid("param").id))),
    )
    .delete(
      "/:id",
      describe({ summary: "Cancel an order; cancelling twice is fine", tag, mayMiss: true }),
      valid("param", JobOf),
      async (c) => {
        found(await queue.cancel(c.req.valid("param").id));
        return c.body(null, 204);
      },
    )
    .post(
      "/:id/skip",
      describe({
        summary: "Skip the batch that is being painted",
        tag,
        answer: Job,
        mayMiss: true,
        description:
          "It ends between two steps; the next batch follows. A job that is not being painted stays as it is.",
      }),
      valid("param", JobOf),
      async (c) => c.json(found(await queue.skipBatch(c.req.valid("param").id))),
    )
    .post(
      "/:id/stop",
      describe({ summary: "Cancel what comes after the batch that is being painted", tag, answer: Job, mayMiss: true }),
      valid("param", JobOf),
      async (c) => c.json(found(await queue.cancelAfterBatch(c.req.valid("param").id))),
    )
    .post(
      "/:id/retry",
      describe({ summary: "Order the same once more", tag, answer: Job, mayMiss: true }),
      valid("param", JobOf),
      async (c) => {
        const { id, request } = found(await queue.get(c.req.valid("param").id));
        await judge.order(request);
        return c.json(await queue.retry(id));
      },
    )
    .patch(
      "/:id",
      describe({ summary: "Change how soon an order is painted", tag, answer: Job, mayMiss: true }),
      valid("param", JobOf),
      valid("json", JobChange),
      async (c) => {
        const { id } = found(await queue.get(c.req.valid("param").id));
        const { priority, before } = c.req.valid("json");
        if (priority !== undefined) await queue.setPriority(id, priority);
        if (before !== undefined) await queue.move(id, before ?? undefined);
        return c.json(found(await queue.get(id)));
      },
    );
};
