import type { z } from "zod";

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export interface Accepted<T> {
  readonly value: T;
  /** The object as it was, without what the schema refuses. */
  readonly rest: Json;
  readonly isWhole: boolean;
}

/**
 * An object as a schema wants it, without the parts that this refuses: those have their defaults. Undefined where that
 * does not help.
 */
export function withoutRefused<S extends z.ZodType>(schema: S, raw: unknown): Accepted<z.output<S>> | undefined {
  if (!isObject(raw)) return undefined;
  const whole = schema.safeParse(raw);
  if (whole.success) return { value: whole.data, rest: raw, isWhole: true };
  let rest = raw;
  for (const { path } of whole.error.issues) rest = without(rest, path);
  const mended = schema.safeParse(rest);
  return mended.success ? { value: mended.data, rest, isWhole: false } : undefined;
}

/** Without what lies at a path; of a list with a refused part nothing stays. */
function without(raw: Json, [key, ...deeper]: readonly PropertyKey[]): Json {
  if (typeof key !== "string" || !Object.hasOwn(raw, key)) return raw;
  const { [key]: value, ...others } = raw;
  return deeper.length > 0 && isObject(value) ? { ...others, [key]: without(value, deeper) } : others;
}
