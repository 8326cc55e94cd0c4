import { fields, ProblemBody } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";

const tag = "prompts";
const Text = z.string().max(fields.prompt.longest).default("");
const StyleBody = z.object({ name: z.string().min(1).max(1000), prompt: Text, negativePrompt: Text });
const SavedStyle = StyleBody.extend({
  /** Of an adopted installation it is only read. */
  isOwn: z.boolean(),
  file: z.string(),
});
const StyleList = z.object({
  styles: z.array(SavedStyle),
  /** Files of styles that cannot be read, and why. */
  problems: z.array(ProblemBody),
});
const NameOf = z.object({ name: z.string().min(1).max(1000) });

/** Pieces of prompt with names. */
export const styles = ({ styles }: Pick<Studio, "styles">) =>
  new Hono()
    .get("/", describe({ summary: "Styles", tag, answer: StyleList }), async (c) => {
      const { styles: list, problems } = await styles.look();
      return c.json({ styles: [...list], problems: [...problems] });
    })
    .post(
      "/",
      describe({ summary: "Save a style", tag, answer: SavedStyle, status: 201 }),
      valid("json", StyleBody),
      async (c) => c.json(await styles.add(c.req.valid("json")), 201),
    )
    .put(
      "/:name",
      describe({ summary: "Change a style, its name too", tag, answer: SavedStyle, mayMiss: true }),
      valid("param", NameOf),
      valid("json", StyleBody),
      async (c) => c.json(await styles.change(c.req.valid("param").name, c.req.valid("json"))),
    )
    .delete(
      "/:name",
      describe({ summary: "Delete a style of one's own", tag, mayMiss: true }),
      valid("param", NameOf),
      async (c) => {
        await styles.remove(c.req.valid("param").name);
        return c.body(null, 204);
      },
    );
