import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";

const tag = "models";
/** Models moved in one go. */
const mostModels = 1000;
const isDryRun = z.boolean().default(false);
const Which = z.strictObject({ models: z.array(z.string().max(200)).min(1).max(mostModels), dryRun: isDryRun });
const Placing = Which.extend({
  /** One of the folders that models are read from; Danfang's own where absent. */
  into: z.string().max(4096).optional(),
  how: z.enum(["move", "copy", "link"]).default("move"),
});
const Undoing = z.strictObject({ id: z.string().max(40).optional(), dryRun: isDryRun });
const Report = z.object({
  actions: z.array(
    z.object({
      do: z.enum(["move", "copy", "link", "already", "remove"]),
      from: z.string(),
      to: z.string(),
      bytes: z.number().int(),
    }),
  ),
  undoId: z.string().optional(),
});
const Past = z.object({
  moves: z.array(
    z.object({ id: z.string(), what: z.enum(["place", "shelve", "restore"]), at: z.number(), files: z.number().int() }),
  ),
});

/** Listed models put where they belong, or aside. All that is asked is done, or nothing. */
export const modelMoves = ({ models, moves, modelFolders }: Pick<Studio, "models" | "moves" | "modelFolders">) => {
  const find = (ids: readonly string[]) => Promise.all(ids.map(demand));
  async function demand(id: string) {
    const [entry, path] = await Promise.all([models.get(id), models.path(id)]);
    if (!entry || path === undefined) throw serverErrors.notFound({ what: "model" });
    return { ...entry, path };
  }
  async function demandRoot(into: string | undefined): Promise<string | undefined> {
    if (into === undefined || (await modelFolders.list()).some(({ path }) => path === into)) return into;
    throw serverErrors.notFound({ what: "model folder of that path" });
  }
  return new Hono()
    .get("/moves", describe({ summary: "Moves that can be undone, newest first", tag, answer: Past }), async (c) =>
      c.json({ moves: await moves.past() }),
    )
    .post(
      "/place",
      describe({ summary: "Put models into the folder of their kind", tag, answer: Report, mayMiss: true }),
      valid("json", Placing),
      async (c) => {
        const { models: ids, into, how, dryRun } = c.req.valid("json");
        const files = (await find(ids)).map(({ path }) => path);
        return c.json(await moves.place(files, { into: await demandRoot(into), how, isDryRun: dryRun }));
      },
    )
    .post(
      "/shelve",
      describe({ summary: "Put models aside: nothing is painted with them", tag, answer: Report, mayMiss: true }),
      valid("json", Which),
      async (c) => {
        const { models: ids, dryRun } = c.req.valid("json");
        return c.json(await moves.shelve(await find(ids), { isDryRun: dryRun }));
      },
    )
    .post(
      "/restore",
      describe({ summary: "Bring shelved models back to where they were", tag, answer: Report, mayMiss: true }),
      valid("json", Which),
      async (c) => {
        const { models: ids, dryRun } = c.req.valid("json");
        return c.json(await moves.restore(await find(ids), { isDryRun: dryRun }));
      },
    )
    .post(
      "/undo",
      describe({ summary: "Take a move back, the latest where none is named", tag, answer: Report, mayMiss: true }),
      valid("json", Undoing),
      async (c) => {
        const { id, dryRun } = c.req.valid("json");
        return c.json(await moves.undo(id, { isDryRun: dryRun }));
      },
    );
};
