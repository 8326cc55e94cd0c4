import { DanfangError, fields } from "@danfang/domain";
import { describe, expect, it } from "vitest";
import { parseGrid } from "./grid-request.ts";

const x = "CFG Scale: 3, 5";
const codeOf = (options: Readonly<Record<string, string | true>>): unknown => {
  try {
    return parseGrid(options);
  } catch (error) {
    return error instanceof DanfangError ? error.code : error;
  }
};

describe("a grid on the command line", () => {
  it("has the axes that were given, each by its own letter, values as they were typed", () => {
    for (const name of ["x", "y", "z"] as const)
      expect(parseGrid({ [name]: " Prompt S/R : a:b, c " })).toMatchObject({
        [name]: { axis: "Prompt S/R", values: "a:b, c" },
      });
    expect(codeOf({})).toBe("cli/missingOption");
  });

  it("takes an axis of up to a hundred letters, and none without a name, a colon or values beside it", () => {
    expect(parseGrid({ x: `${"a".repeat(100)}: 1` })).toMatchObject({ x: { axis: "a".repeat(100) } });
    for (const wrong of [`${"a".repeat(101)}: 1`, "CFG Scale", ": 3", "  : 3", ""])
      expect(codeOf({ x: wrong })).toBe("cli/badValue");
  });

  it("takes margins within the field's range, ends included, and no others", () => {
    const { least, most } = fields["grid.margin"];
    for (const margin of [least, most]) expect(parseGrid({ x, margin: String(margin) })).toMatchObject({ margin });
    for (const margin of [least - 1, most + 1, 0.5]) expect(codeOf({ x, margin: String(margin) })).toBe("cli/badValue");
    expect(parseGrid({ x })).toMatchObject({ margin: fields["grid.margin"].usual });
  });

  it("draws its legend and one seed for all, unless told otherwise", () => {
    expect(parseGrid({ x })).toMatchObject({ drawLegend: true, keepRandomSeeds: false });
    expect(parseGrid({ x, "no-legend": true, "keep-random-seeds": true })).toMatchObject({
      drawLegend: false,
      keepRandomSeeds: true,
    });
  });

  it("varies seeds along the axes that are named, in any order and case, once each", () => {
    const varied = (value: string) => (codeOf({ x, "vary-seeds": value }) as { varySeeds?: unknown }).varySeeds;
    expect(varied("z, X")).toEqual(["x", "z"]);
    expect(varied("y y")).toEqual(["y"]);
    expect(varied("")).toEqual([]);
    expect(codeOf({ x, "vary-seeds": "x w" })).toBe("cli/badValue");
  });
});
