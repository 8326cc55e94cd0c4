import { ModelEntry } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { describe } from "../docs/describe.ts";
import type { Studio } from "../studio.ts";
import { valid } from "../valid.ts";

const tag = "models";
const Entries = z.object({ models: z.array(ModelEntry) });
const ModelsQuery = z.object({ kind: ModelEntry.shape.kind.optional() });

/** The model files that there are. */
export const models = ({ models }: Pick<Studio, "models">) =>
  new Hono()
    .get("/", describe({ summary: "Models", tag, answer: Entries }), valid("query", ModelsQuery), async (c) =>
      c.json({ models: await models.list(c.req.valid("query").kind) }),
    )
    .post("/refresh", describe({ summary: "Look into the folders again", tag, answer: Entries }), async (c) =>
      c.json({ models: await models.refresh() }),
    );
