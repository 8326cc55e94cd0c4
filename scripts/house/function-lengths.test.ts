import { describe, expect, it } from "vitest";
import { functionsIn, ninetyNinth, tellFunction } from "./function-lengths.ts";
import { filesOf, isForTests, textOf, workspaces } from "./workspaces.ts";

/** Lines of the longest function anywhere, and of 99 functions in 100 of each package and app. */
const longest = 110;
const usual = 60;

describe.each(workspaces)("the functions of $folder", ({ folder }) => {
  const files = filesOf(`${folder}/src/**/*.{ts,tsx}`).filter((file) => !isForTests(file));
  const functions = files.flatMap((file) => functionsIn(file, textOf(file)));

  it(`take ${longest} lines at most`, () => {
    expect(functions.filter(({ lines }) => lines > longest).map(tellFunction)).toEqual([]);
  });

  it(`take ${usual} lines at most, 99 of 100 of them`, () => {
    const over = functions.filter(({ lines }) => lines > usual).toSorted((a, b) => b.lines - a.lines);
    expect(ninetyNinth(functions) > usual ? over.map(tellFunction) : []).toEqual([]);
  });
});

it("a function's length is told with its name and its place, whatever it is made as", () => {
  const code = [
    "export function outer() {",
    "  const inner = () => ({",
    "    a: 1,",
    "    b: 2,",
    "  });",
    "  return { inner };",
    "}",
    "const one = () => 1;",
    "call(() => {",
    "  one();",
    "  one();",
    "});",
  ].join("\n");
  expect(functionsIn("planted.ts", code).map(tellFunction)).toEqual([
    "planted.ts:1 outer: 7 lines",
    "planted.ts:2 inner: 4 lines",
    "planted.ts:9 call: 4 lines",
  ]);
});

it("the ninety-ninth of a hundred is the longest but one", () => {
  const functions = Array.from({ length: 100 }, (_, i) => ({ file: "a.ts", name: "f", line: 1, lines: i + 1 }));
  expect(ninetyNinth(functions)).toBe(99);
  expect(ninetyNinth(functions.slice(0, 99))).toBe(99);
});
