import { PicturePage, PictureQuery, ProblemBody } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { onePicture } from "./one-picture.ts";
import { pictureFiles } from "./picture-files.ts";

const tag = "gallery";
const Count = z.object({ name: z.string(), count: z.number().int() });
const Facets = z.object({ checkpoints: z.array(Count), samplers: z.array(Count) });
const Imported = z.object({ added: z.number().int(), known: z.number().int(), failed: z.unknown() });
const Bin = z.object({ pictures: z.number().int(), sizeBytes: z.number().int(), keptFiles: z.number().int() });
const Emptied = z.object({ removed: z.number().int(), freedBytes: z.number().int(), failed: z.array(ProblemBody) });
/** Everything that was painted or adopted. */
export const pictures = (studio: Pick<Studio, "gallery">) => {
  const { gallery } = studio;
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
    .get("/bin", describe({ summary: "What is in the bin", tag, answer: Bin }), async (c) =>
      c.json(await gallery.bin()),
    )
    .delete(
      "/bin",
      describe({
        summary: "Empty the bin: its pictures are deleted for good",
        tag,
        answer: Emptied,
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
    .route("/", onePicture(studio))
    .route("/", pictureFiles(studio));
};
