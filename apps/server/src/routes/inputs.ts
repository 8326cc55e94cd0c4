import { open, readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { inputsErrors } from "@danfang/workbench";
import { Hono } from "hono";
import { z } from "zod";
import { describe } from "../docs/describe.ts";
import { serverErrors } from "../errors.ts";
import type { Studio } from "../studio.ts";
import { valid } from "../valid.ts";
import { IdOf } from "./jobs.ts";
import { immutable } from "./pictures.ts";

const tag = "queue";
const InputPicture = z.object({
  /** `input:…`, as orders name it in `init.image` and `init.mask.image`. */
  id: z.string(),
  type: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  sizeBytes: z.number().int(),
});
const FromGallery = z.object({ pictureId: z.string().min(1).max(200) });
const requestBody = {
  content: {
    "application/json": { schema: z.toJSONSchema(FromGallery) },
    "multipart/form-data": {
      schema: { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } },
    },
  },
};

/** Pictures and masks to start from. */
export const inputs = ({ inputs, gallery }: Pick<Studio, "inputs" | "gallery">) => {
  async function bytesOf(request: { formData(): Promise<FormData>; json(): Promise<unknown> }, isForm: boolean) {
    if (!isForm) {
      const body = FromGallery.safeParse(await request.json().catch(() => undefined));
      const issues = [{ path: "pictureId", message: "must name a picture" }];
      if (!body.success) throw serverErrors.badRequest({ where: "body", issues });
      const file = await gallery.file(body.data.pictureId);
      if (file === undefined) throw serverErrors.notFound({ what: "picture" });
      return readFile(file);
    }
    const file = (await request.formData()).get("file");
    const issues = [{ path: "file", message: "must be a file" }];
    if (!(file instanceof File)) throw serverErrors.badRequest({ where: "body", issues });
    return new Uint8Array(await file.arrayBuffer());
  }
  return new Hono()
    .post(
      "/",
      describe({
        ...{ summary: "Hand in a picture to start from, or name one of the gallery", tag, answer: InputPicture },
        ...{ status: 201, requestBody },
      }),
      async (c) => {
        const isForm = c.req.header("Content-Type")?.toLowerCase().startsWith("multipart/form-data") ?? false;
        return c.json(await inputs.put(await bytesOf(c.req, isForm)), 201);
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
          ...{ "Content-Type": type, "Content-Length": String(size), "Cache-Control": immutable },
        });
      },
    );
};
