import { describe, expect, it } from "vitest";
import { leastFontSize, type Measure } from "./legend-lines.ts";
import { layOutSheet } from "./sheet-layout.ts";

/** Every letter half as wide as high. */
const monospace: Measure = async (text, fontSize) => ({ width: (text.length * fontSize) / 2, height: fontSize });
const legends = (...texts: string[]) => texts.map((text) => [{ text }]);
const cell = { width: 300, height: 200 }; // letters of 20 pixels, gaps of 10
const lay = (columns: string[], rows: string[], margin = 0) =>
  layOutSheet({ cell, columns: legends(...columns), rows: legends(...rows), margin }, monospace);

describe("a sheet", () => {
  it("has room above for the highest legend, and on the left three quarters of a cell", async () => {
    const { width, height, cells } = await lay(["a", "b"], ["c", "d"], 7);
    expect([width, height]).toEqual([225 + 300 * 2 + 7, 20 + 20 + 200 * 2 + 7]);
    expect(cells).toEqual([
      { x: 225, y: 40 },
      { x: 225 + 307, y: 40 },
      { x: 225, y: 40 + 207 },
      { x: 225 + 307, y: 40 + 207 },
    ]);
  });

  it("is nothing but its pictures without legends", async () => {
    expect(await lay(["", ""], [""])).toMatchObject({ width: 600, height: 200, lines: [] });
  });

  it("centres legends over their columns and beside their rows", async () => {
    const { lines } = await lay(["a"], ["c"]);
    expect(lines.map(({ centre }) => centre)).toEqual([
      { x: 225 + 150, y: 20 },
      { x: 112.5, y: 40 + 100 },
    ]);
  });

  it("wraps long legends at spaces, Chinese between any two characters", async () => {
    const { lines, height } = await lay(["one two three four five six seven eight"], [""]);
    expect(lines.map(({ text }) => text)).toEqual(["one two three four five six", "seven eight"]);
    expect(height).toBe(20 * 2 + 10 + 20 + 200);
    const chinese = (await lay(["红".repeat(40)], [""])).lines;
    expect(chinese.map(({ text }) => text.length)).toEqual([30, 10]);
  });

  it("makes long words smaller until they fit, and breaks those that could not be read any more", async () => {
    const linesOf = async (text: string) =>
      (await lay([text], [""])).lines.map((line) => [line.text.length, line.fontSize]);
    expect(await linesOf("x".repeat(35))).toEqual([[35, 17]]);
    expect(await linesOf("x".repeat(70))).toEqual([
      [50, leastFontSize],
      [20, leastFontSize],
    ]);
  });

  it("never writes over the next row: a text as long as a book is cut, with an ellipsis", async () => {
    const { lines, cells } = await lay(["a"], ["word ".repeat(2000), "b"]);
    const beside = lines.filter(({ centre }) => centre.x < cells[0]!.x);
    const last = beside.at(-2)!;
    expect(last.text).toMatch(/…$/);
    expect(last.centre.y + last.fontSize / 2).toBeLessThanOrEqual(cells[1]!.y);
    for (const { width } of beside) expect(width).toBeLessThanOrEqual(225);
  });

  it("has letters that can be read beside the smallest pictures", async () => {
    const small = { cell: { width: 32, height: 32 }, columns: legends("Steps: 20"), rows: legends("CFG Scale: 7.0") };
    const { lines } = await layOutSheet({ ...small, margin: 0 }, monospace);
    expect(Math.min(...lines.map(({ fontSize }) => fontSize))).toBe(leastFontSize);
  });
});
