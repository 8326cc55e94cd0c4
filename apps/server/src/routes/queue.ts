import { QueueStatus } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { describe } from "../docs/describe.ts";

const tag = "queue";

/** The queue as a whole. */
export const queue = ({ queue }: Pick<Studio, "queue">) =>
  new Hono()
    .get("/", describe({ summary: "How the queue stands", tag, answer: QueueStatus }), async (c) =>
      c.json(await queue.status()),
    )
    .delete(
      "/waiting",
      describe({
        summary: "Cancel every order that waits; what is painted goes on",
        tag,
        answer: z.object({ cancelled: z.number().int() }),
      }),
      async (c) => c.json({ cancelled: await queue.cancelWaiting() }),
    )
    .post("/pause", describe({ summary: "Begin no further order", tag, answer: QueueStatus }), async (c) => {
      await queue.pause();
      return c.json(await queue.status());
    })
    .post("/resume", describe({ summary: "Go on", tag, answer: QueueStatus }), async (c) => {
      await queue.resume();
      return c.json(await queue.status());
    });
