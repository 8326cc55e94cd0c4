import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A family or a precision that goes to the page as the studio sends it: among children, in a sentence, in a list. */
const raw =
  />\s*\{[\w.]*\b(family|precision)\}|(?<![=>]\s*)\$\{[\w.]*\.(family|precision)\}|· \{[\w.]*\.(family|precision)\}|\[family, /;

it("no component shows “unknown” of a family or a precision: there are words for it", () => {
  const files = globSync("**/*.tsx", { cwd: root }).filter((file) => !file.includes(".test."));
  const showing = files.filter((file) => raw.test(readFileSync(`${root}/${file}`, "utf8")));
  expect(showing).toEqual([]);
});
