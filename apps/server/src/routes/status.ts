import { ProblemBody, QueueStatus, Trouble } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { describe } from "../docs/describe.ts";

const Status = z.object({
  version: z.string(),
  queue: QueueStatus,
  engine: z.object({
    backend: z.string(),
    threads: z.number().int(),
    /** `absent`: it starts with the first job. `silent`: it does not answer; what is told of it was so before. */
    state: z.enum(["absent", "idle", "busy", "silent"]),
    /** What can be chosen on this machine, "auto" apart. */
    available: z.array(z.string()),
    rssBytes: z.number().int().optional(),
    peakRssBytes: z.number().int().optional(),
    loaded: z.array(z.string()),
  }),
  home: z.string(),
  /** What went wrong at the start. */
  notices: z.array(ProblemBody),
  /** What does not work now, until it does again. */
  troubles: z.array(Trouble),
});

export interface About {
  readonly version: string;
  readonly home: string;
}

/** Everything that fits on one line at the foot of the page. */
export const status = ({ queue, engineInfo, engineStats, notices, troubles }: Studio, { version, home }: About) =>
  new Hono().get("/", describe({ summary: "How the studio is", tag: "studio", answer: Status }), async (c) => {
    const [standing, stats] = await Promise.all([queue.status(), engineStats()]);
    const info = engineInfo();
    const memory = stats && { rssBytes: stats.rssBytes, peakRssBytes: stats.peakRssBytes };
    return c.json({
      version,
      queue: standing,
      engine: { ...info, available: [...info.available], ...memory, loaded: [...(stats?.sessions ?? [])] },
      home,
      notices: [...notices],
      troubles: [...troubles.now],
    });
  });
