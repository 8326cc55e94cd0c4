import { expect, it } from "vitest";
import { ownValue } from "./own-value.ts";

it("a table has what was put into it, and nothing that objects have of themselves", () => {
  const table = { fox: 1, __proto__: { wolf: 2 } };
  const inherited = ["wolf", ...Object.getOwnPropertyNames(Object.prototype)];
  expect(inherited).toContain("constructor");
  expect(ownValue(table, "fox")).toBe(1);
  for (const key of inherited) expect(ownValue(table, key)).toBeUndefined();
});
