import { open } from "node:fs/promises";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { ownValue, Picture, PicturePage, PictureQuery, ProblemBody, TimelineStep } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { IdOf } from "./jobs.ts";

const tag = "gallery";
const Count = z.object({ name: z.string(), count: z.number().int() });
const Facets = z.object({ checkpoints: z.array(Count), samplers: z.array(Count) });
const Imported = z.object({ added: z.number().int(), known: z.number().int(), failed: z.unknown() });
const Bin = z.object({ pictures: z.number().int(), sizeBytes: z.number().int(), keptFiles: z.number().int() });
const Emptied = z.object({ removed: z.number().int(), freedBytes: z.number().int(), failed: z.array(ProblemBody) });
/** `?download`, or with a value. */
const FileQuery = z.object({ download: z.string().optional() });
const ThumbnailQuery = z.object({ size: z.coerce.number().int().min(64).max(1024).default(256) });

const types: Readonly<Record<string, string>> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
};
/** What an id names never changes its content. */
export const immutable = "private, max-age=31536000, immutable";

/** Everything that was painted or adopted. */
export const pictures = ({ gallery }: Pick<Studio, "gallery">) => {
  const found = <T>(picture: T | undefined): T => {
    if (picture === undefined) throw serverErrors.notFound({ what: "picture" });
    return picture;
  };
  return new Hono()
    .get(
      "/",
      describe({ summary: "Pictures, newest first", tag, answer: PicturePage }),
      valid("query", PictureQuery),
      async (c) => c.json(await gallery.page(c.req.valid("query"))),
    )
    .get("/facets", describe({ summary: "What there is to filter by", tag, answer: Facets }), async (c) =>
      c.json(await gallery.facets()),
    )
    .get("/bin", describe({ summary: "What lies in the bin", tag, answer: Bin }), async (c) =>
      c.json(await gallery.bin()),
    )
    .delete(
      "/bin",
      describe({
        ...{ summary: "Empty the bin: its pictures are deleted for good", tag, answer: Emptied },
        description: "Files in imported folders stay where they are; their pictures leave the gallery.",
      }),
      async (c) => c.json(await gallery.emptyBin()),
    )
    .post(
      "/import",
      describe({ summary: "Adopt a folder of pictures where it is", tag, answer: Imported }),
      valid("json", z.object({ folder: z.string().min(1).max(4096) })),
      async (c) => c.json(await gallery.importFolder(c.req.valid("json").folder, { signal: c.req.raw.signal })),
    )
    .get(
      "/:id",
      describe({ summary: "One picture", tag, answer: Picture, mayMiss: true }),
      valid("param", IdOf),
      async (c) => c.json(found(await gallery.get(c.req.valid("param").id))),
    )
    .patch(
      "/:id",
      describe({ summary: "Mark a picture, or no longer", tag, answer: Picture, mayMiss: true }),
      valid("param", IdOf),
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
      valid("param", IdOf),
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
      valid("param", IdOf),
      async (c) => {
        await gallery.purge(found(await gallery.get(c.req.valid("param").id)).id);
        return c.body(null, 204);
      },
    )
    .post(
      "/:id/restore",
      describe({ summary: "Take a picture out of the bin", tag, answer: Picture, mayMiss: true }),
      valid("param", IdOf),
      async (c) => {
        const { id } = c.req.valid("param");
        await gallery.restore(found(await gallery.get(id)).id);
        return c.json(found(await gallery.get(id)));
      },
    )
    .get(
      "/:id/file",
      describe({ summary: "The picture itself", tag, answer: "image/png", mayMiss: true }),
      valid("param", IdOf),
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
      valid("param", IdOf),
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
      valid("param", IdOf),
      async (c) => {
        const { id } = found(await gallery.get(c.req.valid("param").id));
        return c.json({ steps: await gallery.timeline(id) }, 200, { "Cache-Control": immutable });
      },
    );
};
