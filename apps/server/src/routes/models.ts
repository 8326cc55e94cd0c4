import { ModelEntry, ModelFolder, ModelFolderCheck, ModelView } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import { idText } from "../border/id-text.ts";
import { immutable } from "../border/immutable.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { modelPages, shown } from "./model-pages.ts";
import { pictureBody, pictureBytes } from "./picture-bytes.ts";

const tag = "models";
const IdOf = z.object({ id: idText });

const PreviewQuery = z.object({
  size: z.coerce.number().int().min(64).max(1024).default(512),
  /** Part of the address, so that a changed picture has another one. */
  v: z.string().max(100).optional(),
});

/** What somebody says of a model; what is left out stays. */
const Mark = z.strictObject({
  isFavourite: z.boolean().optional(),
  notes: z.string().max(20_000).optional(),
  tags: z.array(z.string().min(1).max(100)).max(100).optional(),
});

/** What somebody agrees to when a picture is changed. */
const Consent = z.object({
  /** To put it in the place of one that is there. */
  replace: z.stringbool().optional(),
  /** To write into another program's folder. */
  foreign: z.stringbool().optional(),
});

const Folders = z.object({ folders: z.array(ModelFolder) });
const FolderQuestion = z.object({ folder: z.string().max(4096) });

/** The model files that there are. */
export const models = ({ models, modelFolders, gallery }: Pick<Studio, "models" | "modelFolders" | "gallery">) =>
  new Hono()
    .route("/", modelPages({ models }))
    .get("/folders", describe({ summary: "Folders that models are read from", tag, answer: Folders }), async (c) =>
      c.json({ folders: await modelFolders.list() }),
    )
    .post(
      "/folders/check",
      describe({
        summary: "What a folder would bring if models were read from it",
        tag,
        answer: ModelFolderCheck,
        description:
          "Saves nothing: folders are added by changing the setting `modelRoots`, which refuses what this refuses.",
      }),
      valid("json", FolderQuestion),
      async (c) => c.json(await modelFolders.check(c.req.valid("json").folder)),
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
    .get(
      "/:id",
      describe({ summary: "One model, with what people wrote about it", tag, answer: ModelView, mayMiss: true }),
      valid("param", IdOf),
      async (c) => {
        const view = await models.view(c.req.valid("param").id);
        if (!view) throw serverErrors.notFound({ what: "model" });
        return c.json({ ...view, model: shown(view.model) });
      },
    )
    .patch(
      "/:id",
      describe({
        summary: "What you say of a model: favourite, notes, tags",
        tag,
        answer: ModelEntry,
        mayMiss: true,
      }),
      valid("param", IdOf),
      valid("json", Mark),
      async (c) => c.json(shown(await models.mark(c.req.valid("param").id, c.req.valid("json")))),
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
