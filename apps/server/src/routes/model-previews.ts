import { ModelEntry } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import { immutable } from "../border/immutable.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { IdOf } from "./id-of.ts";
import { shown } from "./model-pages.ts";
import { pictureBody, pictureBytes } from "./picture-bytes.ts";

const tag = "models";

const PreviewQuery = z.object({
  size: z.coerce.number().int().min(64).max(1024).default(512),
  /** Part of the address, so that a changed picture has another one. */
  v: z.string().max(100).optional(),
});

/** What somebody agrees to when a picture is changed. */
const Consent = z.object({
  /** To put it in the place of one that is there. */
  replace: z.stringbool().optional(),
  /** To write into another program's folder. */
  foreign: z.stringbool().optional(),
});

/** The picture beside a model: shown, changed, taken away, brought back. */
export const modelPreviews = ({ models, gallery }: Pick<Studio, "models" | "gallery">) =>
  new Hono()
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
        summary: "Give a model a picture",
        tag,
        answer: ModelEntry,
        mayMiss: true,
        requestBody: pictureBody,
        description:
          "A picture of the gallery, or a file. It is written beside the model as NAME.preview.png. Where one is there already, or where the folder is another program's, the answer is 409 until the query says `replace` or `foreign`.",
      }),
      valid("param", IdOf),
      valid("query", Consent),
      async (c) => {
        const bytes = await pictureBytes(c.req, gallery);
        return c.json(shown(await models.choosePreview(c.req.valid("param").id, bytes, c.req.valid("query"))));
      },
    )
    .delete(
      "/:id/preview",
      describe({ summary: "Take a model's picture away", tag, answer: ModelEntry, mayMiss: true }),
      valid("param", IdOf),
      valid("query", Consent),
      async (c) => c.json(shown(await models.removePreview(c.req.valid("param").id, c.req.valid("query")))),
    )
    .post(
      "/:id/preview/undo",
      describe({
        summary: "A model's picture as it was before the last change",
        tag,
        answer: ModelEntry,
        mayMiss: true,
      }),
      valid("param", IdOf),
      async (c) => c.json(shown(await models.undoPreview(c.req.valid("param").id))),
    );
