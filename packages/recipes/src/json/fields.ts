import { ownValue } from "@danfang/domain";
import { parsePythonNumber } from "../python.ts";
import { isList, isObject, type Json, type JsonObject, parseJson } from "./parse-json.ts";

/** How programs say that nothing was chosen. */
const noNames: ReadonlySet<string> = new Set(["", "none", "automatic", "default (model)", "baked vae"]);

/** The name of something that was chosen; undefined for `None`, `Automatic`, `Default (model)` and their like. */
export const chosen = (name: string | undefined): string | undefined =>
  name === undefined || noNames.has(name.trim().toLowerCase()) ? undefined : name.trim();

/** A hash as recipes keep it: lower case, without `0x` and `blake3:`. */
export const plainHash = (hash: string | undefined): string | undefined =>
  hash?.toLowerCase().replace(/^(0x|[a-z0-9_]+:)/, "") || undefined;

/** Digits as a seed: a number, or the digits where a number would lose some. */
export function seedOf(json: Json | undefined): number | string | undefined {
  const text = typeof json === "number" ? String(json) : typeof json === "string" ? json.trim() : "";
  if (!/^-?\d+$/.test(text)) return undefined;
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

export function numberOf(json: Json | undefined): number | undefined {
  if (typeof json === "number") return Number.isFinite(json) ? json : undefined;
  return typeof json === "string" ? parsePythonNumber(json) : undefined;
}

export const textOf = (json: Json | undefined): string | undefined => (typeof json === "string" ? json : undefined);

/** A list, also as JSON or Python text, or as words between commas; one value is a list of one. */
function listOf(json: Json | undefined): readonly Json[] {
  if (json === undefined || json === null || json === "") return [];
  if (isList(json)) return json;
  if (typeof json !== "string") return [json];
  if (!json.trimStart().startsWith("[")) return json.split(",").map((part) => part.trim());
  const read = parseJson(json) ?? parseJson(json.replaceAll("'", '"'));
  return isList(read) ? read : [json];
}

/**
 * The fields of an object that another program wrote, each under the first of its names that has a value of the right
 * type. What nobody asked for is told by `rest`.
 */
export class JsonFields {
  readonly #json: JsonObject;
  readonly #used = new Set<string>();

  constructor(json: JsonObject, ignored: readonly string[] = []) {
    this.#json = json;
    for (const key of ignored) this.#used.add(key);
  }

  text = (...keys: string[]): string | undefined => this.#first(keys, textOf);
  /** A text that is not empty. */
  words = (...keys: string[]): string | undefined => this.text(...keys) || undefined;
  /** The name of something that was chosen. */
  name = (...keys: string[]): string | undefined => chosen(this.text(...keys));
  hash = (...keys: string[]): string | undefined => plainHash(this.text(...keys));
  number = (...keys: string[]): number | undefined => this.#first(keys, numberOf);
  seed = (...keys: string[]): number | string | undefined => this.#first(keys, seedOf);
  object = (...keys: string[]): JsonObject | undefined =>
    this.#first(keys, (json) => (isObject(json) ? json : undefined));
  list = (...keys: string[]): readonly Json[] =>
    this.#first(keys, (json) => (json === undefined ? undefined : listOf(json))) ?? [];

  whole = (...keys: string[]): number | undefined =>
    this.#first(keys, (json) => {
      const number = numberOf(json);
      return Number.isSafeInteger(number) ? number : undefined;
    });

  flag = (...keys: string[]): boolean | undefined =>
    this.#first(keys, (json) => (/^(true|false)$/i.test(String(json)) ? /^true$/i.test(String(json)) : undefined));

  /** What was asked for by nobody and says something, as texts. */
  rest(): Record<string, string> {
    const others = Object.entries(this.#json).filter(([key]) => !this.#used.has(key));
    return Object.fromEntries(others.flatMap(([key, json]) => (saysNothing(json) ? [] : [[key, printed(json)]])));
  }

  #first<T>(keys: readonly string[], read: (json: Json | undefined) => T | undefined): T | undefined {
    for (const key of keys) {
      const value = read(ownValue(this.#json, key));
      if (value === undefined) continue;
      this.#used.add(key);
      return value;
    }
    return undefined;
  }
}

const saysNothing = (json: Json): boolean =>
  json === null ||
  json === false ||
  (typeof json === "string" && (chosen(json) === undefined || json === "False")) ||
  (typeof json === "object" && Object.keys(json).length === 0);

const printed = (json: Json): string => (typeof json === "string" ? json : JSON.stringify(json));
