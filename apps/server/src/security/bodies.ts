import { type Bytes, largestPictureBody } from "@danfang/domain";
import type { MiddlewareHandler } from "hono";
import { serverErrors } from "../border/errors.ts";

const megabyte = 1024 * 1024;
/** Four prompts of the longest length, and the values of a grid, in characters of four bytes. */
const largestFormBody: Bytes = 4 * megabyte;

export const isForm = (contentType = ""): boolean => /^multipart\/form-data\s*(;|$)/i.test(contentType.trim());

/** Where files are taken as such. */
const takesFiles = (path: string) =>
  ["/v1/recipes/read", "/v1/inputs", "/v1/inspect"].includes(path) || /^\/v1\/models\/[^/]+\/preview$/.test(path);
/** AUTOMATIC1111's pictures are texts in JSON; ours are files. */
const takesPictures = (path: string, isFile: boolean) => path.startsWith("/sdapi/") || (isFile && takesFiles(path));

/**
 * Refuses bodies that are too large: by their length where it is told, else while they are read. Nothing is kept of
 * what is refused. Errors: `server/tooLarge`.
 */
export const bodyLimits: MiddlewareHandler = async (c, next) => {
  const limit = takesPictures(c.req.path, isForm(c.req.header("Content-Type"))) ? largestPictureBody : largestFormBody;
  const told = c.req.header("Content-Length");
  if (told !== undefined && Number(told) > limit) throw serverErrors.tooLarge({ limit });
  // Node reads no more than was told. A body of unknown length is read here, up to the limit.
  if (told === undefined && !["GET", "HEAD"].includes(c.req.method) && c.req.raw.body) {
    const { url, method, headers, signal, body } = c.req.raw;
    const bytes = await readUpTo(body, limit);
    c.req.raw = new Request(url, { method, headers, signal, body: bytes.length ? bytes : null });
  }
  await next();
};

async function readUpTo(body: ReadableStream<Uint8Array>, limit: Bytes): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > limit) throw serverErrors.tooLarge({ limit });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Refuses bodies that a foreign page's form can send: everything but JSON, and what says nothing of its kind (programs
 * do, browsers never). Multipart only where files are taken. Errors: `server/notJson`.
 */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const kind = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const isJson = kind === "" || kind === "application/json" || kind.endsWith("+json");
  const isFile = isForm(kind) && takesFiles(c.req.path);
  if (!["GET", "HEAD", "DELETE"].includes(c.req.method) && !isJson && !isFile)
    throw serverErrors.notJson({ contentType: kind.slice(0, 100) });
  await next();
};
