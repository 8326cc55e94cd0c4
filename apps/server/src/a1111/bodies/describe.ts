import type { MiddlewareHandler } from "hono";
import { describeRoute } from "hono-openapi";
import { type Fields, schemaOf } from "./fields.ts";

type Properties = Readonly<Record<string, { type: "string" } | { type: "array"; items: { type: "object" } }>>;
const error = (description: string, properties: Properties) => ({
  description,
  content: { "application/json": { schema: { type: "object" as const, properties: { ...properties } } } },
});
const text = { type: "string" } as const;

/** Tells `/openapi.json` about a route of AUTOMATIC1111's. `answer` is what comes back, as JSON Schema. */
export const describeSdapi = (summary: string, fields?: Fields, answer: object = {}): MiddlewareHandler =>
  describeRoute({
    summary,
    tags: ["AUTOMATIC1111"],
    ...(fields ? { requestBody: { content: { "application/json": { schema: schemaOf(fields) } } } } : {}),
    responses: {
      200: { description: summary, content: { "application/json": { schema: answer } } },
      422: error("The body does not fit", { detail: { type: "array", items: { type: "object" } } }),
      500: error("Something went wrong", { error: text, detail: text, body: text, errors: text }),
    },
  });
