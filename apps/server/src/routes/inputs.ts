import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import { inputsErrors } from "@danfang/studio";
import { Hono } from "hono";
import { z } from "zod";
import { immutable } from "../border/immutable.ts";
import type { Studio } from "../border/studio.ts";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import { IdOf } from "./id-of.ts";
import { pictureBody, pictureBytes } from "./picture-bytes.ts";

const tag = "queue";
const InputPicture = z.object({
  /** `input:…`, as orders name it in `init.image` and `init.mask.image`. */
  id: z.string(),
  type: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sizeBytes: z.number().int(),
});
/** Pictures and masks to start from. */
export const inputs = ({ inputs, gallery }: Pick<Studio, "inputs" | "gallery">) => {
  return new Hono()
    .post(
      "/",
      describe({
        summary: "Hand in a picture to start from, or name one of the gallery",
        tag,
        answer: InputPicture,
        status: 201,
        requestBody: pictureBody,
      }),
      async (c) => {
        return c.json(await inputs.put(await pictureBytes(c.req, gallery)), 201);
      },
    )
    .get(
      "/:id",
      describe({ summary: "A picture that was handed in", tag, answer: "image/png", mayMiss: true }),
      valid("param", IdOf),
      async (c) => {
        const { id } = c.req.valid("param");
        const path = await inputs.path(id);
        const file = path && (await open(path).catch(() => undefined));
        if (!path || !file) throw inputsErrors.notFound({ image: id });
        const type = path.endsWith(".jpg") ? "image/jpeg" : path.endsWith(".webp") ? "image/webp" : "image/png";
        const { size } = await file.stat();
        return c.body(Readable.toWeb(file.createReadStream()) as ReadableStream, 200, {
          "Content-Type": type,
          "Content-Length": String(size),
          "Cache-Control": immutable,
        });
      },
    );
};
