import type { Context, MiddlewareHandler, ValidationTargets } from "hono";
import { validator } from "hono-openapi";
import type { z } from "zod";
import { serverErrors } from "./errors.ts";

type Part = Extract<keyof ValidationTargets, "json" | "query" | "param">;
const words: Readonly<Record<Part, string>> = { json: "body", query: "query", param: "address" };

/**
 * Checks one part of a request against its schema, and tells `/openapi.json` about it. Errors: `server/badRequest`,
 * `server/notJson`.
 */
export function valid<P extends Part, S extends z.ZodType>(
  part: P,
  schema: S,
): MiddlewareHandler<object, string, { in: { [K in P]: z.input<S> }; out: { [K in P]: z.output<S> } }> {
  const check = validator(part, schema, (result, _c: Context) => {
    if (result.success) return;
    const issues = result.error.map(({ path, message }) => ({
      path: (path ?? []).map((step) => String(typeof step === "object" ? step.key : step)).join("."),
      message,
    }));
    throw serverErrors.badRequest({ where: words[part], issues });
  }) as never;
  return check;
}
