import { samplers as allSamplers, schedules as allSchedules } from "@danfang/engine";
import { Hono } from "hono";
import { z } from "zod";
import { describe } from "../docs/describe.ts";

const Samplers = z.object({
  samplers: z.array(
    z.object({ name: z.string(), aliases: z.array(z.string()), defaultSchedule: z.string().optional() }),
  ),
  schedules: z.array(z.object({ name: z.string(), label: z.string() })),
});

/** What "Sampling method" and "Schedule type" offer. */
export const samplers = () =>
  new Hono().get("/", describe({ summary: "Samplers and schedules", tag: "models", answer: Samplers }), (c) =>
    c.json({
      samplers: allSamplers.map((sampler) => ({
        name: sampler.label,
        aliases: [...sampler.aliases],
        ...(sampler.kind === "sigma" && sampler.schedule ? { defaultSchedule: sampler.schedule } : {}),
      })),
      schedules: allSchedules.map(({ name, label }) => ({ name, label })),
    }),
  );
