import { Settings } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";

const tag = "settings";
const { engine, output, previews, gallery, defaults, ...flat } = Settings.shape;

/** Makes every field one that may be left out, and then stays as it is (no default is filled in); null takes it back. */
const optionally = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.object(
    Object.fromEntries(
      Object.entries(shape).map(([name, field]) => {
        const inner = (field instanceof z.ZodDefault ? field.unwrap() : field) as z.ZodType;
        return [name, inner.nullable().optional()];
      }),
    ),
  );
const insideOf = (part: z.ZodPrefault<z.ZodObject>) => optionally(part.unwrap().shape).optional();

const SettingsPatch = optionally(flat).extend({
  engine: insideOf(engine),
  output: insideOf(output),
  previews: insideOf(previews),
  gallery: insideOf(gallery),
  defaults: insideOf(defaults),
});

/** What the user has chosen. */
export const settings = ({ settings }: Pick<Studio, "settings">) =>
  new Hono()
    .get("/", describe({ summary: "Settings", tag, answer: Settings }), async (c) => c.json(await settings.get()))
    .patch(
      "/",
      describe({ summary: "Change some settings; the others stay", tag, answer: Settings }),
      valid("json", SettingsPatch),
      async (c) => c.json(await settings.patch(c.req.valid("json") as never)),
    );
