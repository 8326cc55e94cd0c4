import { z } from "zod";
import { Seed } from "../recipe.ts";
import { isSeed } from "../seed.ts";
import type { Field } from "./field.ts";
import { type FieldPath, type Fields, fieldPaths, fields } from "./fields/index.ts";

/** What a value of a field is checked by, before it is said what its absence means. */
type ValueSchema<F> = F extends { bits: 64 }
  ? typeof Seed
  : F extends { kind: "number" | "whole" }
    ? z.ZodNumber
    : F extends { kind: "flag" }
      ? z.ZodBoolean
      : F extends { kind: "choice"; choices: infer C extends readonly string[] }
        ? z.ZodEnum<{ [K in C[number]]: K }>
        : F extends { kind: "texts" }
          ? z.ZodArray<z.ZodString>
          : z.ZodString;

/** The schema of a field. */
type FieldSchema<F> = F extends { absent: "refused" }
  ? ValueSchema<F>
  : F extends { absent: "kept" }
    ? z.ZodOptional<ValueSchema<F>>
    : z.ZodDefault<ValueSchema<F>>;

function valueSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case "number":
    case "whole": {
      if (field.bits) return Seed.refine(isSeed, "must be a whole number of 64 bits");
      const number = field.kind === "whole" ? z.number().int() : z.number();
      return (field.isAbove ? number.gt(field.least) : number.min(field.least)).max(field.most);
    }
    case "flag":
      return z.boolean();
    case "choice":
      return z.enum(field.choices);
    case "text":
      return text(field.shortest, field.longest);
    case "texts":
      return z.array(text(field.shortest, field.longest)).max(field.atMost);
  }
}

const text = (shortest: number | undefined, longest: number) =>
  (shortest === undefined ? z.string() : z.string().min(shortest)).max(longest);

function schemaOf(field: Field): z.ZodType {
  const value = valueSchema(field);
  if (field.absent === "refused") return value;
  return field.absent === "kept" ? value.optional() : value.default("usual" in field ? field.usual : undefined);
}

/** `blur` of `init.mask.blur` below `init.mask`; nothing that lies deeper. */
type NameBelow<Path, Group extends string> = Path extends `${Group}${infer Name}`
  ? Name extends `${string}.${string}`
    ? never
    : Name
  : never;
type PathName<Group extends string> = NameBelow<FieldPath, Group extends "" ? "" : `${Group}.`>;
type Shape<Group extends string> = {
  [Name in PathName<Group>]: FieldSchema<Fields[(Group extends "" ? Name : `${Group}.${Name}`) & FieldPath]>;
};

/** The fields right below a path, as the shape of an object: `shapeOf("init.mask")` has `blur`, not `soft`. */
export function shapeOf<Group extends string>(group: Group): Shape<Group> {
  const prefix = group === "" ? "" : `${group}.`;
  const own = fieldPaths.filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes("."));
  return Object.fromEntries(own.map((path) => [path.slice(prefix.length), schemaOf(fields[path])])) as Shape<Group>;
}
