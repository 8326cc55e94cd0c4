import { describe, expect, it } from "vitest";
import { openLookups, tablesIn } from "./table-lookups.ts";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

const product = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}").filter((file) => !isForTests(file));
const exported = new Set(
  product.flatMap((file) => tablesIn(textOf(file)).filter((name) => textOf(file).includes(`export const ${name}`))),
);

it("tables are asked for their own entries: by `ownValue`, or by keys of one union", () => {
  expect(exported.size).toBeGreaterThan(2);
  const found = product.flatMap((file) => {
    const code = textOf(file);
    return openLookups(code, new Set([...tablesIn(code), ...exported])).map((place) => `${file}: ${place}`);
  });
  expect(found).toEqual([]);
});

describe("the law on tables", () => {
  const table = "const names: Readonly<Record<string, number>> = { a: 1 };\n";

  it.each(["names[key]", "names[a.b(c)]", "if (key in names) x();", "names[list[0]]", "names[key] = 1"])(
    "finds one that is planted: %s",
    (code) => {
      expect(openLookups(code, new Set(tablesIn(table)))).toHaveLength(1);
    },
  );

  it.each([
    'names["a"]',
    "ownValue(names, key)",
    "Object.keys(names)",
    "others[key]",
    "for (const key in others) x();",
    "x.names[key]",
  ])("lets others be: %s", (code) => {
    expect(openLookups(code, new Set(tablesIn(table)))).toEqual([]);
  });

  it("knows tables by their type", () => {
    expect(
      tablesIn("const a: Record<string, string> = {};\nconst b: Readonly<Record<Kind, string>> = { x: 1 };"),
    ).toEqual(["a"]);
  });
});
