import { fieldAt, fieldPaths, isScriptField } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { img2imgFields, txt2imgFields } from "../bodies/txt2img-fields.ts";
import { optionDefaults } from "./options.ts";
import { printSetting, readSetting, usualSettings } from "./setting-of.ts";
import { type Setting, settings, unfollowedSettings } from "./settings.ts";

const rows = fieldPaths.flatMap((path): { path: typeof path; row: Setting }[] => {
  const row = isScriptField(path) ? null : settings[path];
  return row ? [{ path, row }] : [];
});

/** Values of a field besides the usual one. */
function valuesOf(path: (typeof fieldPaths)[number]): readonly unknown[] {
  const field = fieldAt(path);
  switch (field.kind) {
    case "flag":
      return [!field.usual];
    case "choice":
      return field.choices.filter((choice) => choice !== field.usual);
    case "number":
    case "whole":
      return [field.most === field.usual ? field.least : field.most];
    case "text":
    case "texts":
      return ["Euler"];
  }
}

it("settings say what is usual until somebody sets them, and none is both followed and not", () => {
  for (const { path } of rows) expect(readSetting(path, optionDefaults)).toBeUndefined();
  for (const name of Object.keys(usualSettings)) expect(unfollowedSettings).not.toHaveProperty([name]);
});

describe("a field's setting, read again, gives the field", () => {
  const settable = rows.filter(({ row }) => "switches" in row || row.setting !== undefined);
  it.each(settable)("$path", ({ path }) => {
    for (const value of valuesOf(path)) {
      const said = printSetting(path, value);
      expect(Object.keys(said)).not.toEqual([]);
      expect(readSetting(path, { ...optionDefaults, ...said })).toBe(value);
    }
  });
});

it("a name in a request's body is one that its bodies have", () => {
  const known = { ...txt2imgFields, ...img2imgFields };
  for (const { row } of rows) if ("body" in row && row.body !== undefined) expect(known).toHaveProperty([row.body]);
});

it("choices that have names have one each", () => {
  for (const { path, row } of rows) {
    const names = "switches" in row ? row.switches : (row.values ?? {});
    const field = fieldAt(path);
    if (field.kind === "choice" && Object.keys(names).length > 0)
      expect(Object.keys(names).toSorted()).toEqual([...field.choices].toSorted());
    expect(new Set(Object.values(names)).size).toBe(Object.keys(names).length);
  }
});
