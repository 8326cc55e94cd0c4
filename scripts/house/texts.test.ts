import { expect, it } from "vitest";
import { exists, filesOf, isForTests, targetOf, textOf } from "./workspaces.ts";

const sources = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}", "scripts/**/*.{mjs,ts}");
const shipped = sources.filter((file) => !isForTests(file) && !file.startsWith("scripts/"));
const pages = filesOf("*.md", "{docs,packages,apps,starter}/**/*.md");

const containing = (files: readonly string[], pattern: RegExp) => files.filter((file) => pattern.test(textOf(file)));

it.each([
  { law: "results and progress have their own ways out", pattern: /\bconsole\.\w+\(/, files: shipped },
  {
    law: "chance comes from seeds",
    pattern: /\bMath\.random\(/,
    files: shipped.filter((file) => file.startsWith("packages/engine/")),
  },
  {
    law: "no path of anybody's own machine",
    pattern: /["'`](\/work|\/tmp|\/root|\/home|\/Users|[A-Z]:\\\\)\b/,
    files: shipped,
  },
  {
    law: "a clone may lie in a folder with spaces: paths come from fileURLToPath",
    pattern: /\bURL\([^()]*(?:\([^()]*\)[^()]*)*\)\.pathname/,
    files: sources.filter((file) => file !== "scripts/house/texts.test.ts"),
  },
  {
    law: "the compiler is not told to look away",
    pattern: /@ts-(ignore|nocheck)/,
    files: sources.filter((file) => file !== "scripts/house/texts.test.ts"),
  },
])("$law", ({ pattern, files }) => {
  expect(files.length).toBeGreaterThan(0);
  expect(containing(files, pattern)).toEqual([]);
});

/** Headings outside of code blocks, as their levels: `##` is 2. */
const headings = (text: string) =>
  [...text.replace(/^```.*?^```/gms, "").matchAll(/^(#+) /gm)].map(([, marks]) => marks?.length);
const commands = (text: string) => [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block);

const inChinese = (page: string) => page.replace(/\.md$/, ".zh-CN.md");
const inBoth = pages.filter((page) => !page.endsWith(".zh-CN.md") && pages.includes(inChinese(page)));

it("pages for people are there in both languages", () => {
  const wanted = pages.filter((page) => page.startsWith("docs/models/") && !page.endsWith(".zh-CN.md"));
  expect(inBoth).toEqual(expect.arrayContaining(["README.md", "docs/reliability.md", ...wanted]));
});

it.each(inBoth)("%s is the same page in both languages: headings and commands", (page) => {
  const [english, chinese] = [textOf(page), textOf(inChinese(page))];
  expect(headings(chinese)).toEqual(headings(english));
  expect(commands(chinese).length).toBe(commands(english).length);
});

it.each(pages)("every relative link of %s leads somewhere", (page) => {
  const text = textOf(page).replace(/^```.*?^```|`[^`\n]*`/gms, "");
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)].map(
    ([, link, attribute]) => link ?? attribute ?? "",
  );
  const relative = links.filter((link) => !/^[a-z]+:|^#/.test(link)).map((link) => link.replace(/#.*/, ""));
  expect(relative.filter((link) => !exists(targetOf(page, decodeURIComponent(link))))).toEqual([]);
});
