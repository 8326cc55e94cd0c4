import { type FieldPath, fieldAt, fieldPaths, isFieldPath, isScriptField, ownValue } from "@danfang/domain";
import { type Setting, type SettingValue, settings } from "./settings.ts";

export type SettingValues = Readonly<Record<string, unknown>>;

const rowOf = (path: FieldPath): Setting | null => (isScriptField(path) ? null : settings[path]);

/** Their value for one of ours. */
function theirs(values: Readonly<Record<string, SettingValue>> | undefined, value: unknown): unknown {
  return (values && ownValue(values, String(value))) ?? value;
}

/** Our value for one of theirs; what has no name here stays as it is, for the order's schema to judge. */
function ours(path: FieldPath, values: Readonly<Record<string, SettingValue>> | undefined, value: unknown): unknown {
  const found = values && Object.entries(values).find(([, own]) => own === value)?.[0];
  const { kind } = fieldAt(path);
  if (found !== undefined) return kind === "flag" ? found === "true" : found;
  return kind === "number" || kind === "whole" ? Number(value) : value;
}

/**
 * What settings, and before them a request's body, make of a field; undefined where it is as it always is. Numbers below
 * the least, where that is usual, are as good as it: the WebUI's settings take a negative sigma for none.
 */
export function readSetting(path: FieldPath, options: SettingValues, body: SettingValues = {}): unknown {
  const row = rowOf(path);
  const field = fieldAt(path);
  if (row === null) return undefined;
  if ("switches" in row) return Object.entries(row.switches).find(([, name]) => options[name] === true)?.[0];
  const given = (row.body === undefined ? undefined : body[row.body]) ?? (row.setting && options[row.setting]);
  if (given === undefined || given === null || given === "") return undefined;
  const value = ours(path, row.values, given);
  const usual = "usual" in field ? field.usual : undefined;
  const isNone = "least" in field && field.least === usual && Number(value) <= field.least;
  return value === usual || isNone ? undefined : value;
}

/** The settings that say a field's value. */
export function printSetting(path: FieldPath, value: unknown): Readonly<Record<string, unknown>> {
  const row = rowOf(path);
  if (row === null || value === undefined) return {};
  if ("switches" in row)
    return Object.fromEntries(Object.entries(row.switches).map(([choice, name]) => [name, choice === value]));
  return row.setting === undefined ? {} : { [row.setting]: theirs(row.values, value) };
}

/** Their name for a field of an order, as a request has it, else among the settings. */
export function nameOfField(path: string): string | undefined {
  const row = isFieldPath(path) ? rowOf(path) : null;
  return row === null || "switches" in row ? undefined : (row.body ?? row.setting);
}

/** Every setting that a field has, with the value that is usual. */
export const usualSettings: Readonly<Record<string, SettingValue>> = Object.assign(
  {},
  ...fieldPaths.map((path) => {
    const [row, field] = [rowOf(path), fieldAt(path)];
    if (row && "switches" in row) return Object.fromEntries(Object.values(row.switches).map((name) => [name, false]));
    return "usual" in field ? printSetting(path, field.usual) : {};
  }),
);
