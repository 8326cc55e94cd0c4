import { expect, it } from "vitest";
import { againstHabits } from "./habits.ts";
import { filesOf, textOf } from "./workspaces.ts";

it("fields stand on their own, and optional ones are left out by `defined`", () => {
  const files = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}", "scripts/**/*.ts").filter(
    (file) => file !== "packages/domain/src/defined.ts",
  );
  expect(files.length).toBeGreaterThan(1000);
  expect(files.flatMap((file) => againstHabits(file, textOf(file)))).toEqual([]);
});

it.each([
  "const x = { ...{ a, b } };",
  "const x = [{ ...({ a } as const) }];",
  "const x = { ...(a === undefined ? {} : { a }) };",
  "const x = { ...(a.b !== undefined ? { b: a.b } : {}) };",
  "const x = { ...(a?.b === undefined ? {} : { b: a.b }) };",
  "function defined(x: object) { return x; }",
])("finds one that is planted: %s", (code) => {
  expect(againstHabits("planted.ts", code)).toHaveLength(1);
});

it.each([
  "const x = { ...a, ...defined({ b }) };",
  "const x = { ...(a ? { b } : {}) };",
  "const x = { ...(a === undefined ? {} : { b }) };",
  'const x = { ...(a === "" ? {} : { a }) };',
  "const x = { ...(a === undefined ? {} : { a, b }) };",
])("lets others be: %s", (code) => {
  expect(againstHabits("planted.ts", code)).toEqual([]);
});

it("finds a literal spread into the attributes of an element", () => {
  expect(againstHabits("planted.tsx", "const x = <Range {...{ min: 0 }} />;")).toHaveLength(1);
});
