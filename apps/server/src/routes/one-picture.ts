import { Picture } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { found } from "./found-picture.ts";
import { PictureOf } from "./picture-of.ts";

const tag = "gallery";

/** What is known of one picture, and what becomes of it. */
export const onePicture = ({ gallery }: Pick<Studio, "gallery">) =>
  new Hono()
    .get(
      "/:id",
      describe({ summary: "One picture", tag, answer: Picture, mayMiss: true }),
      valid("param", PictureOf),
      async (c) => c.json(found(await gallery.get(c.req.valid("param").id))),
    )
    .patch(
      "/:id",
      describe({ summary: "Mark a picture, or no longer", tag, answer: Picture, mayMiss: true }),
      valid("param", PictureOf),
      valid("json", z.object({ favourite: z.boolean() })),
      async (c) => {
        const { id } = found(await gallery.get(c.req.valid("param").id));
        await gallery.setFavourite(id, c.req.valid("json").favourite);
        return c.json(found(await gallery.get(id)));
      },
    )
    .delete(
      "/:id",
      describe({ summary: "Put a picture into the bin", tag, mayMiss: true }),
      valid("param", PictureOf),
      async (c) => {
        await gallery.remove(found(await gallery.get(c.req.valid("param").id)).id);
        return c.body(null, 204);
      },
    )
    .post(
      "/:id/purge",
      describe({
        summary: "Delete a picture in the bin for good, its file too unless that was imported",
        tag,
        mayMiss: true,
      }),
      valid("param", PictureOf),
      async (c) => {
        await gallery.purge(found(await gallery.get(c.req.valid("param").id)).id);
        return c.body(null, 204);
      },
    )
    .post(
      "/:id/restore",
      describe({ summary: "Take a picture out of the bin", tag, answer: Picture, mayMiss: true }),
      valid("param", PictureOf),
      async (c) => {
        const { id } = c.req.valid("param");
        await gallery.restore(found(await gallery.get(id)).id);
        return c.json(found(await gallery.get(id)));
      },
    );
