import type { z } from "zod";

/** The last time that a date can have, milliseconds since 1970. Source: ECMA-262, "Time Values and Time Range". */
const lastTime = 8.64e15;

/**
 * What a column of JSON holds; undefined where it is no JSON or not what the schema wants. What another version wrote, or
 * a disk changed, is nobody's mistake here: a list must answer all the same.
 */
export function jsonOf<S extends z.ZodType>(schema: S, column: unknown): z.output<S> | undefined {
  return schema.safeParse(parseOrNothing(column)).data;
}

/** Undefined where a column holds no JSON. */
export function parseOrNothing(column: unknown): unknown {
  if (typeof column !== "string") return undefined;
  try {
    return JSON.parse(column);
  } catch {
    return undefined;
  }
}

/** ISO 8601, of milliseconds since 1970; undefined where a column holds no time. What no date can say is its nearest. */
export function timeOf(column: unknown): string | undefined {
  if (typeof column !== "number" || Number.isNaN(column)) return undefined;
  return new Date(Math.max(-lastTime, Math.min(lastTime, column))).toISOString();
}

/** A whole number; 0 where a column holds none. */
export const countOf = (column: unknown): number => (Number.isSafeInteger(column) ? (column as number) : 0);
