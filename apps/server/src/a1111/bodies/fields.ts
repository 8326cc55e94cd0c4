import { isSeed, fields as orderFields, type Seed } from "@danfang/domain";
import { type FieldComplaint, invalid } from "./errors.ts";
import { parseWithSeeds } from "./long-seeds.ts";

/** A field of a request body: what FastAPI makes of a JSON value, or its complaint (`[msg, type]`). */
export interface Field<T> {
  readonly initial: T;
  /** For `/openapi.json`. */
  readonly schema: object;
  readonly read: (value: unknown, loc: readonly (string | number)[]) => Reading<T>;
}
type Reading<T> = { readonly value: T } | { readonly complaints: readonly FieldComplaint[] };
export type Fields = Readonly<Record<string, Field<unknown>>>;
export type ValuesOf<F extends Fields> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

const wrong = (loc: readonly (string | number)[], msg: string, type: string): Reading<never> => ({
  complaints: [{ loc, msg, type }],
});

/** Null is the default everywhere: AUTOMATIC1111's generated models make every field optional. */
function field<T, D extends T | null>(
  initial: D,
  schema: object,
  read: (value: unknown) => T | undefined,
  msg: string,
  type: string,
): Field<T | D> {
  return {
    initial,
    schema: { ...schema, default: initial },
    read(value, loc) {
      if (value === null) return { value: initial };
      const got = read(value);
      return got === undefined ? wrong(loc, msg, type) : { value: got };
    },
  };
}

/** Python's `float(text)`, roughly: what JSON numbers look like, signs and spaces around. */
function numberIn(value: unknown): number | undefined {
  if (typeof value === "boolean") return Number(value);
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

export const int = <D extends number | null>(initial: D): Field<number | D> =>
  field<number, D>(
    initial,
    { type: "integer" },
    (value) => {
      const number = numberIn(value);
      // pydantic 1 cuts a float's decimals off, but takes no decimals in a text
      if (number === undefined || (typeof value === "string" && !Number.isInteger(number))) return undefined;
      return Math.trunc(number);
    },
    "value is not a valid integer",
    "type_error.integer",
  );

/** A whole number of 64 bits; one that a double does not hold as its digits. */
export const seed = (initial: number): Field<Seed> =>
  field<Seed, number>(
    initial,
    { type: "integer" },
    (value) => {
      if (typeof value === "string" && /^\s*[+-]?\d{16,}\s*$/.test(value)) return wholeSeed(value.trim());
      const got = int(initial).read(value, []);
      return "value" in got ? got.value : undefined;
    },
    "value is not a valid integer",
    "type_error.integer",
  );

const wholeSeed = (digits: string): Seed | undefined => {
  const whole = digits.replace(/^\+/, "");
  if (Number.isSafeInteger(Number(whole))) return Number(whole);
  return isSeed(whole) ? whole : undefined;
};

export const float = <D extends number | null>(initial: D): Field<number | D> =>
  field<number, D>(initial, { type: "number" }, numberIn, "value is not a valid float", "type_error.float");

/** A text of any length: a picture in base64. */
export const picture = <D extends string | null>(initial: D): Field<string | D> =>
  field<string, D>(
    initial,
    { type: "string" },
    (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined),
    "str type expected",
    "type_error.str",
  );

/** Characters: those of a prompt, which are the most. */
const longestText = orderFields.prompt.longest;

/** Words: as long as a prompt at most. Nothing that looks through them waits for what nobody wrote by hand. */
export const str = <D extends string | null>(initial: D): Field<string | D> => {
  const any = picture(initial);
  return {
    ...any,
    read(value, loc) {
      if (typeof value !== "string" || value.length <= longestText) return any.read(value, loc);
      return wrong(loc, `ensure this value has at most ${longestText} characters`, "value_error.any_str.max_length");
    },
  };
};

const [yes, no] = [
  [true, 1, "1", "on", "t", "true", "y", "yes"],
  [false, 0, "0", "off", "f", "false", "n", "no"],
];
export const bool = <D extends boolean | null>(initial: D): Field<boolean | D> =>
  field<boolean, D>(
    initial,
    { type: "boolean" },
    (value) => {
      const plain = typeof value === "string" ? value.toLowerCase() : value;
      return yes?.includes(plain as never) ? true : no?.includes(plain as never) ? false : undefined;
    },
    "value could not be parsed to a boolean",
    "type_error.bool",
  );

type Json = Record<string, unknown>;
export const dict = <D extends Json | null>(initial: D): Field<Json | D> =>
  field<Json, D>(
    initial,
    { type: "object" },
    (value) => (isDict(value) ? value : undefined),
    "value is not a valid dict",
    "type_error.dict",
  );

export const list = <D extends unknown[] | null>(initial: D): Field<unknown[] | D> =>
  field<unknown[], D>(
    initial,
    { type: "array", items: {} },
    (value) => (Array.isArray(value) ? value : undefined),
    "value is not a valid list",
    "type_error.list",
  );

export const strings = <D extends string[] | null>(initial: D): Field<string[] | D> => ({
  initial,
  schema: { type: "array", items: { type: "string" }, default: initial },
  read(value, loc) {
    if (value === null) return { value: initial };
    if (!Array.isArray(value)) return wrong(loc, "value is not a valid list", "type_error.list");
    const read = value.map((item, i) => picture("").read(item, [...loc, i]));
    const complaints = read.flatMap((one) => ("complaints" in one ? one.complaints : []));
    return complaints.length ? { complaints } : { value: read.map((one) => ("value" in one ? one.value : "")) };
  },
});

const isDict = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A request body's text as the fields' values: unknown fields are ignored, missing ones get their default, numbers may
 * be written as text. Complaints of all fields come together, as a 422. Source: FastAPI with pydantic 1, as
 * AUTOMATIC1111 v1.10.1 pins them.
 */
export function readBody<F extends Fields>(
  text: string,
  fields: F,
  required: readonly (keyof F & string)[] = [],
): ValuesOf<F> {
  const body = dictIn(text);
  const complaints: FieldComplaint[] = [];
  const values: Json = {};
  for (const [name, { initial, read }] of Object.entries(fields)) {
    values[name] = initial;
    if (!Object.hasOwn(body, name)) {
      if (required.includes(name))
        complaints.push({ loc: ["body", name], msg: "field required", type: "value_error.missing" });
      continue;
    }
    const got = read(body[name], ["body", name]);
    if ("value" in got) values[name] = got.value;
    else complaints.push(...got.complaints);
  }
  if (complaints.length) throw invalid(complaints);
  return values as ValuesOf<F>;
}

/** A body's text as a dictionary. Errors: 422. */
export function dictIn(text: string): Json {
  if (!/\S/.test(text)) throw invalid([{ loc: ["body"], msg: "field required", type: "value_error.missing" }]);
  const body = parseJson(text);
  if (!isDict(body)) throw invalid([{ loc: ["body"], msg: "value is not a valid dict", type: "type_error.dict" }]);
  return body;
}

/** Names of the fields that a body sets itself. */
export const fieldsSet = (text: string): ReadonlySet<string> => new Set(Object.keys(parseJson(text) as object));

function parseJson(text: string): unknown {
  try {
    return parseWithSeeds(text);
  } catch (error) {
    const at = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    throw invalid([{ loc: ["body", at], msg: "Expecting value", type: "value_error.jsondecode" }]);
  }
}

/** The body as JSON Schema, for `/openapi.json`. */
export const schemaOf = (fields: Fields): object => ({
  type: "object",
  properties: Object.fromEntries(Object.entries(fields).map(([name, { schema }]) => [name, schema])),
});
