import { freemem, totalmem } from "node:os";
import { Hono } from "hono";
import type { Studio } from "../../border/studio.ts";
import { describeSdapi } from "../bodies/describe.ts";

/** memory, and taking the model out of it or back in. */
export const memory = ({ engineStats, unloadModels }: Pick<Studio, "engineStats" | "unloadModels">) =>
  new Hono()
    .get("/memory", describeSdapi("Memory, bytes"), async (c) => {
      const engine = await engineStats();
      const used = process.memoryUsage.rss() + (engine?.rssBytes ?? 0);
      const ram = { free: freemem(), used, total: totalmem() };
      return c.json({ ram, cuda: { error: "unavailable" } });
    })
    .post("/unload-checkpoint", describeSdapi("Forget the loaded model"), async (c) => {
      await unloadModels();
      return c.json({});
    })
    // A model loads when it is needed; there is nothing to bring back before.
    .post("/reload-checkpoint", describeSdapi("Load the model again, when it is needed"), (c) => c.json({}));
