import {
  type Field,
  type FieldPath,
  fieldAt,
  type GenerationRequest,
  type HiresRequest,
  type InitRequest,
  ownValue,
  type SamplingKnobs,
  type SoftInpaintRequest,
} from "@danfang/domain";
import { type InfotextKey, infotextKeys, type Key } from "./infotext-keys.ts";
import { parsePythonNumber, printPythonNumber } from "./python.ts";

/**
 * What an order says beyond the recipe's own fields, and an infotext in fields of AUTOMATIC1111's or its extensions'.
 * Models by the names that infotexts give them.
 */
export interface PaintingFields {
  readonly seedResize?: GenerationRequest["seedResize"];
  readonly tiling?: boolean | undefined;
  readonly cfgRescale?: number | undefined;
  readonly emphasis?: GenerationRequest["emphasis"];
  readonly knobs?: SamplingKnobs | undefined;
  readonly init?: Partial<Omit<InitRequest, "image" | "others" | "mask">> & {
    readonly mask?:
      | (Partial<Omit<NonNullable<InitRequest["mask"]>, "image" | "latent" | "soft">> & {
          readonly soft?: (Partial<SoftInpaintRequest> & { readonly isOn?: boolean }) | undefined;
        })
      | undefined;
  };
  readonly hires?: Partial<HiresRequest> | undefined;
  readonly refiner?: Partial<NonNullable<GenerationRequest["refiner"]>> | undefined;
}

/** One key of an infotext, and the field that it says. */
interface Entry extends InfotextKey {
  /** Where it is in {@link PaintingFields}. */
  readonly at: readonly string[];
  readonly field: Field;
}

const below = (path: string) => path.split(".");

/** Says that soft inpainting is on at all; its own fields follow. */
const softSwitch: Entry = {
  key: "Soft inpainting enabled",
  names: { true: "True" },
  at: below("init.mask.soft.isOn"),
  field: { kind: "flag", usual: false },
};
const firstOfSoft: FieldPath = "init.mask.soft.scheduleBias";

/** In the order in which they are written. */
const entries: readonly Entry[] = (Object.entries(infotextKeys) as [FieldPath, Key][]).flatMap(([path, own]) => {
  const keys = own === null || own === "recipe" ? [] : [own].flat();
  const at = below(path);
  const written = keys.map((key) => ({ ...key, at: key.isSize ? at.slice(0, -1) : at, field: fieldAt(path) }));
  return path === firstOfSoft ? [softSwitch, ...written] : written;
});

type Tree = Record<string, unknown>;

const valueAt = (tree: unknown, at: readonly string[]): unknown =>
  at.reduce<unknown>((node, name) => (node as Tree | undefined)?.[name], tree);

const isUsual = ({ field, isAlways }: Entry, value: unknown): boolean =>
  !isAlways && "usual" in field && value === field.usual;

function printValue(entry: Entry, value: unknown): string | undefined {
  if (value === undefined || value === "" || isUsual(entry, value)) return undefined;
  if (entry.isSize) return `${(value as { width: number }).width}x${(value as { height: number }).height}`;
  if (entry.names) return ownValue(entry.names, String(value));
  return typeof value === "number" ? printPythonNumber(value) : String(value);
}

function parseValue({ names, isSize, field }: Entry, text: string): unknown {
  if (isSize) {
    const [, width, height] = /^(\d{1,5})x(\d{1,5})$/.exec(text) ?? [];
    return width && height ? { width: Number(width), height: Number(height) } : undefined;
  }
  switch (field.kind) {
    case "number":
    case "whole":
      return parsePythonNumber(text);
    case "text":
    case "texts":
      return text;
    case "flag":
    case "choice": {
      const own =
        names ?? Object.fromEntries((field.kind === "choice" ? field.choices : []).map((name) => [name, name]));
      const found = Object.entries(own).find(([, name]) => name === text)?.[0];
      return field.kind === "flag" && found !== undefined ? found === "true" : found;
    }
  }
}

/** The infotext's fields for what differs from the usual, in order. A mask's own fields are written wherever there is one. */
export function printPaintingFields(painting: PaintingFields): Record<string, string> {
  const printed = entries.flatMap((entry) => {
    const value = printValue(entry, valueAt(painting, entry.at));
    return value === undefined ? [] : [[entry.key, value] as const];
  });
  return Object.fromEntries(printed);
}

/** Keys of further fields that order nothing: of other programs and extensions, and values without sense. */
export const unfollowedFields = (extra: Readonly<Record<string, string>>): string[] =>
  Object.keys(extra).filter((key) => Object.keys(readPaintingFields({ [key]: extra[key]! })).length === 0);

/** What a recipe's further fields order. Fields of others, and values that are none, are left alone. Total. */
export function readPaintingFields(extra: Readonly<Record<string, string>>): PaintingFields {
  const painting: Tree = {};
  for (const entry of entries) {
    const written = [entry.key, ...(entry.alsoReadAs ?? [])]
      .map((key) => extra[key])
      .find((value) => value !== undefined);
    const value = written === undefined ? undefined : parseValue(entry, written);
    if (value === undefined) continue;
    let node = painting;
    for (const name of entry.at.slice(0, -1)) {
      node[name] ??= {};
      node = node[name] as Tree;
    }
    node[entry.at.at(-1)!] = value;
  }
  return painting;
}
