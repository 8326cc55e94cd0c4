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

/** What a form can be sent as, from any page and unasked. */
const formKinds: ReadonlySet<string> = new Set([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
]);

/**
 * Refuses bodies that a foreign page's form can send, multipart only where no files are taken; and on our own routes
 * everything that does not call itself JSON or nothing at all. Where there is no body, nothing is said of it: axios calls
 * it a form, .NET a text. Errors: `server/notJson`.
 */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const kind = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const isJson = kind === "" || kind === "application/json" || kind.endsWith("+json");
  const isTaken = isJson || (isForm(kind) && takesFiles(c.req.path)) || (isWebui(c.req.path) && !formKinds.has(kind));
  if (!isTaken && hasBody(c.req.raw)) throw serverErrors.notJson({ contentType: kind.slice(0, 100) });
  await next();
};

/** Clients of AUTOMATIC1111 call JSON many things. */
const isWebui = (path: string) => path.startsWith("/sdapi/") || path.startsWith("/internal/");

const hasBody = ({ method, headers, body }: Request): boolean =>
  !["GET", "HEAD", "DELETE"].includes(method) && headers.get("Content-Length") !== "0" && body !== null;
