import type { Bytes } from "@danfang/domain";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { serverErrors } from "../errors.ts";

const megabyte = 1024 * 1024;
/** AUTOMATIC1111's API and the recipe reader take pictures; every other body is a form somebody filled in. */
export const largestPictureBody: Bytes = 64 * megabyte;
/** Two prompts of the longest length, in characters of four bytes, escaped. */
export const largestFormBody: Bytes = 16 * megabyte;

const takesPictures = (path: string) => path.startsWith("/sdapi/") || path === "/v1/recipes/read";

const limited = (maxSize: Bytes) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw serverErrors.tooLarge({ limit: maxSize });
    },
  });
const [pictures, forms] = [limited(largestPictureBody), limited(largestFormBody)];

/** Refuses bodies that are too large before they are read. Errors: `server/tooLarge`. */
export const bodyLimits: MiddlewareHandler = (c, next) => (takesPictures(c.req.path) ? pictures : forms)(c, next);

/**
 * Refuses bodies that a foreign page's form can send: everything but JSON, and what says nothing of its kind (programs
 * do, browsers never). Multipart only where files are taken. Errors: `server/notJson`.
 */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  const kind = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const isJson = kind === "" || kind === "application/json" || kind.endsWith("+json");
  const isFile = kind === "multipart/form-data" && c.req.path === "/v1/recipes/read";
  if (!["GET", "HEAD", "DELETE"].includes(c.req.method) && !isJson && !isFile)
    throw serverErrors.notJson({ contentType: kind.slice(0, 100) });
  await next();
};
