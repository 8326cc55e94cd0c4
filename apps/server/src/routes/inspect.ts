import { FilePieces, InspectionAnswer } from "@danfang/domain";
import { Hono } from "hono";
import { z } from "zod";
import { serverErrors } from "../border/errors.ts";
import type { Studio } from "../border/studio.ts";
import { describe } from "../docs/describe.ts";

const requestBody = {
  content: {
    "multipart/form-data": {
      schema: {
        type: "object",
        required: ["file", "bytes"],
        properties: {
          file: { type: "string", description: "JSON", contentSchema: z.toJSONSchema(FilePieces) },
          bytes: { type: "string", format: "binary", description: "The pieces, one after the other" },
        },
      },
    },
  },
};

/** What a file is that stays where it is: a model of gigabytes is told from a few pieces of it. */
export const inspect = ({ inspectPieces }: Pick<Studio, "inspectPieces">) =>
  new Hono().post(
    "/",
    describe({
      summary: "What a file is, from pieces of it",
      tag: "models",
      answer: InspectionAnswer,
      requestBody,
      description:
        "Nothing is kept between two calls. Send the file's name, its size and no piece, or its first 256 KB; as long as the answer is `need`, ask again with all pieces so far and these as well.",
    }),
    async (c) => {
      const form = await c.req.formData().catch(() => new FormData());
      const file = readPieces(form.get("file"));
      const bytes = await bytesOf(form.get("bytes"));
      const told = file.pieces.reduce((sum, { length }) => sum + length, 0);
      const isInside = file.pieces.every(({ offset, length }) => offset + length <= file.size);
      if (told !== bytes.length || !isInside)
        throw badRequest("bytes", `must hold the ${told} bytes that the pieces name, inside the file`);
      return c.json(await inspectPieces(file, bytes));
    },
  );

const badRequest = (path: string, message: string) =>
  serverErrors.badRequest({ where: "body", issues: [{ path, message }] });

function readPieces(field: FormDataEntryValue | null): FilePieces {
  const read = FilePieces.safeParse(typeof field === "string" ? parsed(field) : undefined);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ path, message }) => ({ path: ["file", ...path].join("."), message }));
  throw serverErrors.badRequest({ where: "body", issues });
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function bytesOf(field: FormDataEntryValue | null): Promise<Uint8Array> {
  if (!(field instanceof File)) throw badRequest("bytes", "must be a file");
  return new Uint8Array(await field.arrayBuffer());
}
