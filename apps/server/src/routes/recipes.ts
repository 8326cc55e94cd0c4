import { FindingBody, fields, GenerationRequest, InitRequest, MaskRequest, ModelEntry, Recipe } from "@danfang/domain";
import { decodeText, isPictureKind, sniffBytes } from "@danfang/formats";
import { type PictureRecipe, recipeFindings, recipeForms } from "@danfang/recipes";
import { orderOfRecipe } from "@danfang/studio";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import { serverFindings } from "../border/findings.ts";
import type { Studio } from "../border/studio.ts";
import { describe } from "../docs/describe.ts";
import type { Reader } from "../reading/open-reader.ts";

/** Characters: both prompts, one of the second pass, and the settings. */
const longestText = 3 * fields.prompt.longest;
const TextBody = z.object({ text: z.string().max(longestText) });
const Missing = z.object({
  kind: ModelEntry.shape.kind,
  name: z.string().optional(),
  hash: z.string().optional(),
  versionId: z.number().int().optional(),
  air: z.string().optional(),
});
/** How the picture was used that painting started from; the picture itself is in no recipe. */
const InitSettings = InitRequest.omit({ image: true, mask: true })
  .extend({ mask: MaskRequest.omit({ image: true }).partial() })
  .partial();
const ReadRecipe = z.object({
  recipe: Recipe,
  request: GenerationRequest.partial(),
  init: InitSettings.optional(),
  findings: z.array(FindingBody),
  missing: z.array(Missing),
  /** Keys of `recipe.extra` that nothing here follows. */
  unused: z.array(z.string()),
  infotext: z.string().optional(),
});
const WriteBody = TextBody.extend({ as: z.enum(recipeForms) });
const WrittenRecipe = z.object({ text: z.string(), findings: ReadRecipe.shape.findings });
/** Bytes of a text file. */
const longestFile = 4 * longestText;

const requestBody = {
  content: {
    "application/json": { schema: z.toJSONSchema(TextBody) },
    "multipart/form-data": {
      schema: { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } },
    },
  },
};

/** Reads whatever somebody pasted: generation data, or a picture or text file that holds it. */
export const recipes = ({ models }: Pick<Studio, "models">, reader: Reader) =>
  new Hono()
    .post(
      "/read",
      describe({
        summary: "What a text or picture says it is made of",
        tag: "prompts",
        answer: ReadRecipe,
        requestBody,
      }),
      async (c) => {
        const isFile = c.req.header("Content-Type")?.toLowerCase().startsWith("multipart/form-data");
        const {
          value: recipe,
          findings,
          infotext,
        } = await (isFile
          ? readFile(await c.req.formData(), reader)
          : reader.read("recipe", await bodyText(c.req.json())));
        if (infotext === undefined) {
          const told = [...findings, serverFindings.noInfotext({})];
          return c.json({ recipe: {}, request: {}, findings: told, missing: [], unused: [] });
        }
        const order = await orderOfRecipe(recipe, models);
        const { seed } = recipe;
        const lost =
          seed === undefined || order.request.seed !== undefined ? [] : [recipeFindings.seedTooLarge({ seed })];
        return c.json({ recipe, ...order, findings: [...findings, ...lost], infotext });
      },
    )
    .post(
      "/write",
      describe({
        summary: "A text's recipe, written for another program",
        tag: "prompts",
        answer: WrittenRecipe,
        requestBody: { content: { "application/json": { schema: z.toJSONSchema(WriteBody) } } },
      }),
      async (c) => c.json(await reader.read("writtenRecipe", await writeBody(c.req.json()))),
    );

async function bodyText(json: Promise<unknown>): Promise<string> {
  const body = TextBody.safeParse(await json.catch(() => undefined));
  if (body.success) return body.data.text;
  if (body.error.issues.some(({ code }) => code === "too_big"))
    throw serverErrors.textTooLong({ field: "text", most: longestText });
  throw serverErrors.badRequest({ where: "body", issues: [{ path: "text", message: "must be a text" }] });
}

async function writeBody(json: Promise<unknown>): Promise<z.infer<typeof WriteBody>> {
  const value = await json.catch(() => undefined);
  await bodyText(Promise.resolve(value));
  const body = WriteBody.safeParse(value);
  if (body.success) return body.data;
  const message = `must be one of ${recipeForms.join(", ")}`;
  throw serverErrors.badRequest({ where: "body", issues: [{ path: "as", message }] });
}

async function readFile(form: FormData, reader: Reader): Promise<PictureRecipe> {
  const file = form.get("file");
  if (!(file instanceof File))
    throw serverErrors.badRequest({ where: "body", issues: [{ path: "file", message: "must be a file" }] });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isPicture = isPictureKind(sniffBytes(bytes));
  if (!isPicture && bytes.length > longestFile && !bytes.includes(0))
    throw serverErrors.textTooLong({ field: file.name, most: longestText });
  const text = isPicture ? undefined : decodeText(bytes)?.text;
  if (text === undefined) return reader.read("pictureRecipe", { bytes, name: file.name }); // which says of what is no picture what it is
  if (text.length > longestText) throw serverErrors.textTooLong({ field: file.name, most: longestText });
  return reader.read("recipe", text);
}
