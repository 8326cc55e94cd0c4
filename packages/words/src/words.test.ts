import { fieldAt, fieldPaths } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import type { Language } from "./field-words.ts";
import { helpLine, wordsOf } from "./words-of.ts";

const languages: readonly Language[] = ["en", "zh"];

describe.each(fieldPaths)("%s", (path) => {
  it("has a name, a help and a line in both languages, with every number in its place", () => {
    for (const language of languages) {
      const { name, help, choices = {}, special, none } = wordsOf(path, language);
      const said = [name, help, helpLine(path, language), special, none, ...Object.values(choices)];
      for (const text of said) if (text !== undefined) expect(text).toMatch(/^\S(.*\S)?$/);
      expect(said.join(" ")).not.toMatch(/[{}]|undefined/);
    }
  });

  it("writes no number of its own into a line: the field's usual value and range are told from the field", () => {
    const field = fieldAt(path);
    const usual = "usual" in field ? String(field.usual) : undefined;
    for (const language of languages) {
      const line = wordsOf(path, language).line ?? "";
      if (usual && new RegExp(`[(（]${usual.replaceAll("+", "\\+")}[)）]`).test(line))
        expect(line).toContain("{usual}");
      if ("least" in field) expect(line).not.toMatch(new RegExp(`^${field.least} (to|到) ${field.most}`));
    }
  });

  it("is told in Chinese that is Chinese, with its punctuation", () => {
    const { help, line = "" } = wordsOf(path, "zh");
    expect(help).toMatch(/\p{Script=Han}/u);
    for (const text of [help, line]) expect(text).not.toMatch(/\p{Script=Han}[,;?!]/u);
  });
});
