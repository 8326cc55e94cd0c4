import { type GridAxisRequest, GridRequest } from "@danfang/domain";
import fc from "fast-check";
import { expect, it } from "vitest";
import { printGridFields, readGridFields } from "./grid-fields.ts";
import { printInfotext } from "./infotext.ts";
import { parseInfotext } from "./read-recipe.ts";

const x = { axis: "Seed", values: "-1, 5", fixed: [1234, 5] };
const y = { axis: "Prompt S/R", values: 'red apple, "a, b: ""c""", 梨' };

it("come back as they were through a whole infotext", () => {
  const extra = printGridFields(GridRequest.parse({ x, y }));
  const infotext = printInfotext({ prompt: "red apple", steps: 20, sampler: "Euler a", seed: 3, extra });
  expect(infotext).toContain('Script: X/Y/Z plot, X Type: Seed, X Values: "-1, 5", Fixed X Values: "1234, 5", Y Type:');
  expect(readGridFields(parseInfotext(infotext).value.extra ?? {})).toEqual({ x, y });
});

it("a list of values is one text that the WebUI splits again", () => {
  const grid = GridRequest.parse({ z: { axis: "Checkpoint name", values: ["a, b", 'c "d"', "e"] } });
  expect(printGridFields(grid)["Z Values"]).toBe('"a, b","c ""d""",e');
});

it("reading is total, and nothing where there is no grid", () => {
  expect(readGridFields({})).toBeUndefined();
  expect(readGridFields({ Script: "X/Y/Z plot" })).toBeUndefined();
  expect(readGridFields({ Script: "Prompt matrix", "X Type": "Seed" })).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (type, values, fixed) => {
      const grid = readGridFields({
        Script: "X/Y/Z plot",
        "X Type": type,
        "X Values": values,
        "Fixed X Values": fixed,
      });
      const axis: GridAxisRequest | undefined = grid?.x;
      expect(axis?.axis).toBe(type || undefined);
    }),
  );
});
