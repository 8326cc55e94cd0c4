import { ModelEntry } from "@danfang/domain";
import type { ListedModel } from "@danfang/workbench";
import { Hono } from "hono";
import { z } from "zod";
import { describe } from "../docs/describe.ts";
import { serverErrors } from "../errors.ts";
import type { Studio } from "../studio.ts";
import { valid } from "../valid.ts";
import { IdOf } from "./jobs.ts";
import { immutable } from "./pictures.ts";

const tag = "models";
const Entries = z.object({ models: z.array(ModelEntry) });
const ModelsQuery = z.object({ kind: ModelEntry.shape.kind.optional() });

const PreviewQuery = z.object({
  size: z.coerce.number().int().min(64).max(1024).default(512),
  /** Part of the address, so that a changed picture has another one. */
  v: z.string().max(100).optional(),
});

/** A model as the page is told of it. */
function shown({ previewVersion, ...entry }: ListedModel): ModelEntry {
  if (previewVersion === undefined) return entry;
  return { ...entry, previewUrl: `/v1/models/${entry.id}/preview?v=${encodeURIComponent(previewVersion)}` };
}

/** The model files that there are. */
export const models = ({ models, gallery }: Pick<Studio, "models" | "gallery">) =>
  new Hono()
    .get("/", describe({ summary: "Models", tag, answer: Entries }), valid("query", ModelsQuery), async (c) =>
      c.json({ models: (await models.list(c.req.valid("query").kind)).map(shown) }),
    )
    .post("/refresh", describe({ summary: "Look into the folders again", tag, answer: Entries }), async (c) =>
      c.json({ models: (await models.refresh()).map(shown) }),
    )
    .get(
      "/:id/preview",
      describe({ summary: "The picture beside a model, small", tag, answer: "image/webp", mayMiss: true }),
      valid("param", IdOf),
      valid("query", PreviewQuery),
      async (c) => {
        const { size, v } = c.req.valid("query");
        const bytes = await models.preview(c.req.valid("param").id, size);
        if (!bytes) throw serverErrors.notFound({ what: "picture of this model" });
        const cache = v === undefined ? "no-cache" : immutable;
        return c.body(new Uint8Array(bytes), 200, { "Content-Type": "image/webp", "Cache-Control": cache });
      },
    )
    .put(
      "/:id/preview",
      describe({
        ...{ summary: "Make a picture of the gallery that of a model", tag, answer: ModelEntry, mayMiss: true },
        description: "It is written beside the model, as NAME.preview.png, in place of one that is there.",
      }),
      valid("param", IdOf),
      valid("json", z.object({ pictureId: z.string().min(1).max(200) })),
      async (c) => {
        const file = await gallery.file(c.req.valid("json").pictureId);
        if (file === undefined) throw serverErrors.notFound({ what: "picture" });
        return c.json(shown(await models.choosePreview(c.req.valid("param").id, file)));
      },
    );
