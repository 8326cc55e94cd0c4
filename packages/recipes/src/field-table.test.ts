import { readFileSync } from "node:fs";
import type { Recipe } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { readRecipe } from "./read-recipe.ts";
import { fieldsRead, type TableField, tableFields } from "./testing/field-table.ts";
import { wholeRecipe } from "./testing/whole-recipe.ts";
import { type RecipeForm, recipeForms, writeRecipe } from "./writers/write-recipe.ts";

/** The rows of docs/recipes.md by the name in their comment, each with the fields that are ticked. */
function rowsOf(file: string): ReadonlyMap<string, readonly TableField[]>[] {
  const text = readFileSync(new URL(`../../../docs/${file}`, import.meta.url), "utf8");
  return text.split(/\n## /).flatMap((section) => {
    const rows = [...section.matchAll(/^\| <!-- ([\w-]+) --> [^|]*\|(.*)\|$/gm)].map(([, name = "", cells = ""]) => {
      const ticks = cells.split("|").map((cell) => cell.trim() === "✓");
      expect(ticks).toHaveLength(tableFields.length);
      return [name, tableFields.filter((_, i) => ticks[i])] as const;
    });
    return rows.length > 0 ? [new Map(rows)] : [];
  });
}

/** Which fields of a recipe that says everything are there when it was written and read again. */
function fieldsWritten(form: RecipeForm): readonly TableField[] {
  const own: Recipe = { ...wholeRecipe };
  const img2img: Recipe = { ...own, hires: {}, denoisingStrength: 0.6 };
  const read = readRecipe(writeRecipe(own, form).text).value;
  const { denoisingStrength } = readRecipe(writeRecipe({ ...img2img, hires: undefined } as Recipe, form).text).value;
  const back = { ...read, denoisingStrength };
  return tableFields.filter((field) => back[field] !== undefined);
}

describe.each(["recipes.md", "recipes.zh-CN.md"])("docs/%s", (file) => {
  const [read = new Map<string, readonly TableField[]>(), written = new Map<string, readonly TableField[]>()] =
    rowsOf(file);

  it("ticks no field that is not read out of the examples", () => {
    const shown = fieldsRead();
    expect(read.size).toBeGreaterThan(8);
    for (const [program, fields] of read) expect(fields.filter((field) => !shown.get(program)?.has(field))).toEqual([]);
  });

  it.each(recipeForms)("ticks no field of %s that is not read back from what is written", (form) => {
    const ticked = written.get(form) ?? [];
    expect(ticked.length).toBeGreaterThan(10);
    expect(ticked.filter((field) => !fieldsWritten(form).includes(field))).toEqual([]);
  });
});
