import { describe, expect, it } from "vitest";
import { layOutSheet, type Measure } from "./sheet-layout.ts";

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

  it("wraps long legends at spaces and shrinks long words until they fit", async () => {
    const { lines, height } = await lay(["one two three four five six seven eight"], [""]);
    expect(lines.map(({ text }) => text)).toEqual(["one two three four five six", "seven eight"]);
    expect(height).toBe(20 * 2 + 10 + 20 + 200);
    const [word] = (await lay(["x".repeat(60)], [""])).lines;
    expect(word?.fontSize).toBe(10);
  });
});
