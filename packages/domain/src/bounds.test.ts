import { expect, it } from "vitest";
import { z } from "zod";
import { JobSubmission } from "./job.ts";
import { Settings } from "./settings.ts";
import { UpscaleRequest } from "./upscale-request.ts";

interface JsonSchema {
  readonly [key: string]: unknown;
}
const isSchema = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

/** Where a schema takes as much as somebody sends: a text or a list without an end. */
function endlessIn(schema: JsonSchema, at: string): string[] {
  const { type, enum: choices, const: only, pattern, maxLength, maxItems, ...rest } = schema;
  const isText = type === "string" && choices === undefined && only === undefined && pattern === undefined;
  const isEndless = (isText && maxLength === undefined) || (type === "array" && maxItems === undefined);
  const inside = Object.entries(rest).flatMap(([key, value]) =>
    isSchema(value) ? endlessIn(value, `${at}.${key}`) : [],
  );
  return isEndless ? [at, ...inside] : inside;
}

it.each(Object.entries({ JobSubmission, UpscaleRequest, Settings }))(
  "%s: every text and every list has an end",
  (name, schema) => {
    const json = z.toJSONSchema(schema, { io: "input" });
    expect(endlessIn(json as JsonSchema, name)).toEqual([]);
  },
);
