import { expect, it } from "vitest";
import { stumblesIn, textsIn } from "./wording.ts";
import { filesOf, isForTests, textOf } from "./workspaces.ts";

/** Words of other programs and their translators, listed so that they are recognised. */
const wordsOfOthers = ["packages/recipes/src/restoring/labels.ts"];
const product = filesOf("{packages,apps}/*/src/**/*.{ts,tsx}").filter(
  (file) => !isForTests(file) && !wordsOfOthers.includes(file),
);
const pages = filesOf("*.md", "docs/**/*.md", "packages/**/*.md");

it.each(["“x” is no number.", "It belongs into the prompt.", "White is painted anew.", "换一个底模。", "“词”没有值。"])(
  "a sentence that stumbles is found: %s",
  (text) => expect(stumblesIn(text)).not.toEqual([]),
);
it.each(["There is no sampler.", "It is no longer read.", "大模型（底模）", "没有叫「狐狸」的大模型。"])(
  "a plain one is left alone: %s",
  (text) => expect(stumblesIn(text)).toEqual([]),
);

it("every sentence of the programs is plain in its language, with one word for one thing", () => {
  expect(
    product.flatMap((file) =>
      textsIn(file, textOf(file))
        .flatMap(stumblesIn)
        .map((told) => `${file}: ${told}`),
    ),
  ).toEqual([]);
});

it("so is every line of the pages for people", () => {
  const lines = pages.flatMap((page) =>
    textOf(page)
      .replace(/`[^`\n]*`/g, "")
      .split("\n")
      .map((line) => [page, line] as const),
  );
  expect(lines.flatMap(([page, line]) => stumblesIn(line).map((told) => `${page}: ${told}`))).toEqual([]);
});
