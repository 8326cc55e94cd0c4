import { ModelEntry, ModelFolder, ModelFolderCheck, ModelView } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { IdOf } from "./id-of.ts";
import { modelMoves } from "./model-moves.ts";
import { modelPages, shown } from "./model-pages.ts";
import { modelPreviews } from "./model-previews.ts";

const tag = "models";

/** What somebody says of a model; what is left out stays. */
const Mark = z.strictObject({
  isFavourite: z.boolean().optional(),
  notes: z.string().max(20_000).optional(),
  tags: z.array(z.string().min(1).max(100)).max(100).optional(),
});

const Folders = z.object({ folders: z.array(ModelFolder) });
const FolderQuestion = z.object({ folder: z.string().max(4096) });

/** The model files that there are. */
export const models = ({
  models,
  moves,
  modelFolders,
  gallery,
}: Pick<Studio, "models" | "moves" | "modelFolders" | "gallery">) =>
  new Hono()
    .route("/", modelPages({ models }))
    .route("/", modelPreviews({ models, gallery }))
    .route("/", modelMoves({ models, moves, modelFolders }))
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
    .post(
      "/:id/hash",
      describe({ summary: "Hash a model: reads its whole file, once", tag, answer: ModelEntry, mayMiss: true }),
      valid("param", IdOf),
      async (c) => {
        const { id } = c.req.valid("param");
        await models.hash(id);
        const entry = await models.get(id);
        if (!entry) throw serverErrors.notFound({ what: "model" });
        return c.json(shown(entry));
      },
    );
