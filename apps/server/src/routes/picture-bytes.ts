import { readFile } from "node:fs/promises";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Studio } from "../border/studio.ts";

const FromGallery = z.object({ pictureId: z.string().min(1).max(200) });
/** A picture handed in: as a file, or as one of the gallery. */
export const pictureBody = {
  content: {
    "application/json": { schema: z.toJSONSchema(FromGallery) },
    "multipart/form-data": {
      schema: { type: "object", required: ["file"], properties: { file: { type: "string", format: "binary" } } },
    },
  },
};

interface PictureRequest {
  header(name: string): string | undefined;
  formData(): Promise<FormData>;
  json(): Promise<unknown>;
}

/** The bytes of the picture that a request hands in or names. Errors: `server/badRequest`, `server/notFound`. */
export async function pictureBytes(
  request: PictureRequest,
  gallery: Pick<Studio["gallery"], "file">,
): Promise<Uint8Array> {
  const isForm = request.header("Content-Type")?.toLowerCase().startsWith("multipart/form-data") ?? false;
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
