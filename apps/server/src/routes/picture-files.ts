import { open } from "node:fs/promises";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { ownValue, TimelineStep } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import { immutable } from "../border/immutable.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { found } from "./found-picture.ts";
import { PictureOf } from "./picture-of.ts";

const tag = "gallery";
/** `?download`, or with a value. */
const FileQuery = z.object({ download: z.string().optional() });
const ThumbnailQuery = z.object({ size: z.coerce.number().int().min(64).max(1024).default(256) });

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".avif": "image/avif",
};

/** A picture's bytes: itself, small, and on its way out of noise. */
export const pictureFiles = ({ gallery }: Pick<Studio, "gallery">) =>
  new Hono()
    .get(
      "/:id/file",
      describe({ summary: "The picture itself", tag, answer: "image/png", mayMiss: true }),
      valid("param", PictureOf),
      valid("query", FileQuery),
      async (c) => {
        const { id } = c.req.valid("param");
        const picture = found(await gallery.get(id));
        const file = await open(found(await gallery.file(id))).catch(() => undefined);
        if (!file) throw serverErrors.notFound({ what: "file of this picture" });
        const { size } = await file.stat();
        const way = c.req.valid("query").download === undefined ? "inline" : "attachment";
        return c.body(Readable.toWeb(file.createReadStream()) as ReadableStream, 200, {
          "Content-Type": ownValue(types, extname(picture.fileName).toLowerCase()) ?? "application/octet-stream",
          "Content-Length": String(size),
          "Content-Disposition": `${way}; filename*=UTF-8''${encodeURIComponent(picture.fileName)}`,
          "Cache-Control": immutable,
        });
      },
    )
    .get(
      "/:id/thumbnail",
      describe({ summary: "The picture, small", tag, answer: "image/webp", mayMiss: true }),
      valid("param", PictureOf),
      valid("query", ThumbnailQuery),
      async (c) => {
        const { bytes, type } = found(await gallery.thumbnail(c.req.valid("param").id, c.req.valid("query").size));
        return c.body(new Uint8Array(bytes), 200, { "Content-Type": type, "Cache-Control": immutable });
      },
    )
    .get(
      "/:id/timeline",
      describe({
        summary: "How it came out of noise",
        tag,
        answer: z.object({ steps: z.array(TimelineStep) }),
        mayMiss: true,
      }),
      valid("param", PictureOf),
      async (c) => {
        const { id } = found(await gallery.get(c.req.valid("param").id));
        return c.json({ steps: await gallery.timeline(id) }, 200, { "Cache-Control": immutable });
      },
    );
