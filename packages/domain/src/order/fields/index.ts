import type { Field, FieldTable } from "../field.ts";
import { compatibilityFields } from "./compatibility.ts";
import { gridFields } from "./grid.ts";
import { hiresFields } from "./hires.ts";
import { initFields } from "./init.ts";
import { knobFields } from "./knobs.ts";
import { maskFields, softFields } from "./mask.ts";
import { modelFields } from "./models.ts";
import { noiseFields } from "./noise.ts";
import { passesFields } from "./passes.ts";
import { promptFields } from "./prompt.ts";
import { refinerFields } from "./refiner.ts";
import { samplingFields } from "./sampling.ts";
import { sizeFields } from "./size.ts";

/** Every field of an order, by what belongs together for people. */
export const fieldGroups = {
  prompt: promptFields,
  models: modelFields,
  sampling: samplingFields,
  size: sizeFields,
  noise: noiseFields,
  init: initFields,
  mask: maskFields,
  soft: softFields,
  passes: passesFields,
  hires: hiresFields,
  refiner: refinerFields,
  knobs: knobFields,
  compatibility: compatibilityFields,
  grid: gridFields,
} as const satisfies Record<string, FieldTable>;
export type FieldGroup = keyof typeof fieldGroups;

/** Every field of an order by its path: what it is, with its range and usual value. */
export const fields = {
  ...promptFields,
  ...modelFields,
  ...samplingFields,
  ...sizeFields,
  ...noiseFields,
  ...initFields,
  ...maskFields,
  ...softFields,
  ...passesFields,
  ...hiresFields,
  ...refinerFields,
  ...knobFields,
  ...compatibilityFields,
  ...gridFields,
} as const;
export type Fields = typeof fields;
export type FieldPath = keyof Fields;

/** Arguments of the WebUI's scripts: neither its infotexts nor its settings have names for them. */
export type ScriptField = keyof typeof passesFields | keyof typeof gridFields;
export const isScriptField = (path: FieldPath): path is ScriptField =>
  Object.hasOwn(passesFields, path) || Object.hasOwn(gridFields, path);

export const fieldPaths = Object.keys(fields) as FieldPath[];
export const isFieldPath = (path: string): path is FieldPath => Object.hasOwn(fields, path);
/** A field, whatever it is. */
export const fieldAt = (path: FieldPath): Field => fields[path];
/** Paths of a group, in the order in which people read them. */
export const pathsOf = <G extends FieldGroup>(group: G): (keyof (typeof fieldGroups)[G] & FieldPath)[] =>
  Object.keys(fieldGroups[group]) as (keyof (typeof fieldGroups)[G] & FieldPath)[];
