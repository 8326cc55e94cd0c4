import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { describe } from "../docs/describe.ts";
import { eventStream } from "../events/event-stream.ts";
import { openEventPrinter } from "../events/print-event.ts";

const LastId = z.coerce.number().int().min(0).catch(0);

/** Everything that happens, as it happens. `closing` ends all streams. */
export const events = ({ events }: Pick<Studio, "events">, closing: AbortSignal) => {
  const print = openEventPrinter();
  return new Hono().get(
    "/",
    describe({
      summary: "What happens, as it happens (server-sent events)",
      description: "Each event's `data` is a StudioEvent. Resumes after `Last-Event-ID`.",
      tag: "studio",
      answer: "text/event-stream",
    }),
    (c) => {
      const header = c.req.header("Last-Event-ID") ?? c.req.query("lastEventId");
      const lastId = header === undefined ? undefined : LastId.parse(header);
      const signal = AbortSignal.any([c.req.raw.signal, closing]);
      return c.body(eventStream(events, { lastId, signal, print }), 200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no", // nginx holds streams back unless told
      });
    },
  );
};
