import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStyleSheet, printStyleSheet, type StyleSheet, stylesIn, withoutStyle, withStyle } from "./style-sheet.ts";

const field = fc.string({ unit: fc.constantFrom(..."ab, \"\n\r;\t猫'{}#"), maxLength: 8 });
const header = fc.shuffledSubarray(["name", "prompt", "text", "negative_prompt", "note", "id"], { minLength: 1 });
const sheets: fc.Arbitrary<StyleSheet> = fc
  .record({ header, records: fc.array(fc.array(field, { minLength: 1, maxLength: 6 }), { maxLength: 6 }) })
  .filter(({ header }) => header.includes("name"));
const style = fc.record({
  name: field.filter((text) => text !== "" && !text.startsWith("#")),
  prompt: field,
  negativePrompt: field,
});
const read = (csv: string): StyleSheet => {
  const reading = parseStyleSheet(csv);
  if (reading.is !== "sheet") throw new Error(`it is ${reading.is}`);
  return reading.sheet;
};
/** A line that holds nothing is no record to any reader. */
const isBlank = (record: readonly string[]) => record.length === 1 && record[0] === "";

describe("a table of styles", () => {
  it("reads as it was printed, whatever stands in it", () => {
    fc.assert(
      fc.property(sheets, (sheet) => {
        const again = read(printStyleSheet(sheet));
        expect(again).toEqual({ header: sheet.header, records: sheet.records.filter((record) => !isBlank(record)) });
      }),
    );
  });

  it("has a saved style once, where the first of its name stood, or at the end", () => {
    fc.assert(
      fc.property(sheets, style, fc.nat(3), fc.nat(3), ({ header, records }, saved, times, above) => {
        const column = header.lastIndexOf("name");
        const old = header.map((_, i) => (i === column ? saved.name : "old"));
        const others = records.filter((record) => record[column] !== saved.name);
        const before = [...others.slice(0, above), ...Array.from({ length: times }, () => old), ...others.slice(above)];
        const { records: after } = withStyle({ header, records: before }, saved.name, saved);
        const places = after.flatMap((record, i) => (record[column] === saved.name ? [i] : []));
        expect(places).toEqual([times > 0 ? Math.min(above, others.length) : others.length]);
      }),
    );
  });

  it("has a saved style, and of everything else nothing changed", () => {
    fc.assert(
      fc.property(sheets, style, (sheet, saved) => {
        const after = withStyle(sheet, saved.name, saved);
        expect(stylesIn(after).find(({ name }) => name === saved.name)).toEqual(saved);
        const others = ({ records }: StyleSheet) =>
          records.filter((record) => record[sheet.header.lastIndexOf("name")] !== saved.name);
        expect(others(after)).toEqual(others(sheet));
        expect(others(withoutStyle(after, saved.name))).toEqual(others(sheet));
        expect(stylesIn(withoutStyle(after, saved.name)).some(({ name }) => name === saved.name)).toBe(false);
        expect(after.header.slice(0, sheet.header.length)).toEqual(sheet.header);
      }),
    );
  });

  it("is divided by commas, semicolons or tabs: by what its header says", () => {
    for (const delimiter of [",", ";", "\t"])
      expect(
        stylesIn(read(["name", "prompt\na", "b, c; d\t"].join(delimiter).replace("b, c; d\t", '"b, c; d\t"'))),
      ).toEqual([{ name: "a", prompt: "b, c; d\t", negativePrompt: "" }]);
  });

  it("says in which line a quotation mark never closes, and when no column is called name", () => {
    expect(parseStyleSheet('name,prompt\r\na,"b\r\nc"\r\nd,"e\r\nf,g\r\n')).toMatchObject({ is: "open", line: 4 });
    expect(parseStyleSheet("film look\nsoft light\n")).toEqual({ is: "nameless" });
    expect(parseStyleSheet(" \n")).toMatchObject({ is: "sheet", sheet: { records: [] } });
  });
});
