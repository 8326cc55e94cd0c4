import type { Context, MiddlewareHandler, ValidationTargets } from "hono";
import { validator } from "hono-openapi";
import type { z } from "zod";
import { serverErrors } from "./errors.ts";

type Part = Extract<keyof ValidationTargets, "json" | "query" | "param">;
const words: Readonly<Record<Part, string>> = { json: "body", query: "query", param: "address" };

/**
 * Checks one part of a request against its schema, and tells `/openapi.json` about it. Errors: `server/badRequest`,
 * `server/textTooLong`, `server/notJson`.
 */
export function valid<P extends Part, S extends z.ZodType>(
  part: P,
  schema: S,
): MiddlewareHandler<object, string, { in: { [K in P]: z.input<S> }; out: { [K in P]: z.output<S> } }> {
  const check = validator(part, schema, (result, _c: Context) => {
    if (result.success) return;
    const long = result.error.find(isTooLong);
    if (long) throw serverErrors.textTooLong({ field: pathOf(long), most: Number(long.maximum) });
    const issues = result.error.map((issue) => ({ path: pathOf(issue), message: issue.message }));
    throw serverErrors.badRequest({ where: words[part], issues });
  }) as never;
  return check;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

const pathOf = ({ path = [] }: Issue): string =>
  path.map((step) => String(typeof step === "object" ? step.key : step)).join(".");

/** As the schema library says that a text is longer than it may be. */
const isTooLong = <I extends Issue>(issue: I): issue is I & { readonly maximum: number } =>
  "code" in issue && issue.code === "too_big" && "origin" in issue && issue.origin === "string" && "maximum" in issue;
