import { ModelEntry, ModelFacets, ModelFilter, ModelNames, ModelPage, ModelQuery, NamedModels } from "@danfang/domain";
import type { ListedModel } from "@danfang/studio";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";

const tag = "models";
const Entries = z.object({ models: z.array(ModelEntry) });
const ModelsQuery = z.object({ kind: ModelEntry.shape.kind.optional() });

/** A model as the page is told of it. */
export function shown({
  previewVersion,
  wordsBeside,
  alias: _,
  isVaeBaked: __,
  vaeChoice: ___,
  ...entry
}: ListedModel): ModelEntry {
  return {
    ...entry,
    ...(wordsBeside === undefined ? {} : { triggerWords: [...wordsBeside] }),
    ...(previewVersion === undefined
      ? {}
      : { previewUrl: `/v1/models/${entry.id}/preview?v=${encodeURIComponent(previewVersion)}` }),
  };
}

/** Models by pages and by counts; all of them at once for programs that want that. */
export const modelPages = ({ models }: Pick<Studio, "models">) =>
  new Hono()
    .get("/", describe({ summary: "Models", tag, answer: Entries }), valid("query", ModelsQuery), async (c) =>
      c.json({ models: (await models.list(c.req.valid("query").kind)).map(shown) }),
    )
    .get(
      "/page",
      describe({
        summary: "Models, page by page",
        tag,
        answer: ModelPage,
        description:
          "What cannot be used comes last. `sort`: by name in natural order, the newest, most used or largest first, or `handy`: favourites, then what was used last. `nextCursor` asks for what follows; what comes and goes meanwhile moves nothing. `scanning` says that folders are being looked through.",
      }),
      valid("query", ModelQuery),
      async (c) => {
        const { items, ...page } = await models.page(c.req.valid("query"));
        return c.json({ ...page, items: items.map(shown) });
      },
    )
    .get(
      "/facets",
      describe({ summary: "How many models there are of each value", tag, answer: ModelFacets }),
      valid("query", ModelFilter),
      async (c) => c.json(await models.facets(c.req.valid("query"))),
    )
    .post(
      "/resolve",
      describe({
        summary: "What names mean",
        tag,
        answer: NamedModels,
        description:
          "One answer for each name, in the same order: the model, or null. `mentioned` lists the embeddings that the text names.",
      }),
      valid("json", ModelNames),
      async (c) => {
        const { names, text } = c.req.valid("json");
        const [found, mentioned] = await Promise.all([models.resolve(names), models.mentioned(text)]);
        return c.json({ models: found.map((model) => (model ? shown(model) : null)), mentioned: mentioned.map(shown) });
      },
    )
    .post("/refresh", describe({ summary: "Look into the folders again", tag, answer: Entries }), async (c) => {
      await models.refresh();
      return c.json({ models: (await models.list()).map(shown) });
    })
    .post("/scan", describe({ summary: "Look into the folders again, and tell nothing", tag }), async (c) => {
      await models.refresh();
      return c.body(null, 204);
    });
