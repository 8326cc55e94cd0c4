import { parseJsonText } from "@danfang/formats";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A string as it stands, a whole number that a double may not hold (no fraction's digits), or a word that Python and JavaScript print. */
const unusual = /"(?:[^"\\]|\\[\s\S])*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])|-?\bInfinity\b|\bNaN\b|\bundefined\b/g;
const fewestUnusual = /\d{16}|Infinity|NaN|undefined/;

/**
 * JSON that another program wrote: `NaN`, `Infinity` and `undefined` stand for null, and a whole number beyond 2^53
 * comes back as its digits. Undefined where the text is no object and no list, or nested too deep. Total.
 */
export function parseJson(text: string): JsonObject | readonly Json[] | undefined {
  const trimmed = text.trim();
  if (!/^[{[]/.test(trimmed)) return undefined;
  const plain = fewestUnusual.test(trimmed) ? trimmed.replace(unusual, mended) : trimmed;
  const read = parseJsonText(plain, "a recipe");
  return read.is === "value" ? (read.value as JsonObject | readonly Json[]) : undefined; // else it only looked like JSON
}

function mended(token: string): string {
  if (token.startsWith('"')) return token;
  if (/\d/.test(token)) return Number.isSafeInteger(Number(token)) ? token : `"${token}"`;
  return "null";
}

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !Array.isArray(json);
export const isList = (json: Json | undefined): json is readonly Json[] => Array.isArray(json);
