import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRecipe } from "./read-recipe.ts";
import { namedTexts } from "./testing/infotexts.ts";
import { textOfHtml } from "./text-of-html.ts";

const escapeHtml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
/** Pages show no empty lines between paragraphs. */
const texts = namedTexts("webui.txt").filter(({ text }) => !text.includes("\n\n"));

describe("the text of HTML", () => {
  it.each([
    [
      "in paragraphs",
      (text: string) =>
        text
          .split("\n")
          .map((line) => `<p class="x">${escapeHtml(line)}</p>`)
          .join(""),
    ],
    [
      "with breaks",
      (text: string) =>
        `<html><head><style>p{}</style></head><body><span>${escapeHtml(text).replaceAll("\n", "<br>\n")}</span></body></html>`,
    ],
    ["as it was typed", (text: string) => `<meta charset='utf-8'><pre>${escapeHtml(text)}</pre>`],
    [
      "in a list",
      (text: string) =>
        `<ul>${text
          .split("\n")
          .map((line) => `<li>${escapeHtml(line)}</li>`)
          .join("\n")}</ul>`,
    ],
  ])("is the recipe that it was, %s", (_, print) => {
    for (const { text } of texts) expect(readRecipe(textOfHtml(print(text))).value).toEqual(readRecipe(text).value);
  });

  it("is Civitai's data where that is beside the words", () => {
    const data = JSON.stringify({ prompt: 'a "fox" <b>', steps: 20 });
    expect(textOfHtml(`<div data-civitai-metadata="${encodeURIComponent(data)}">a fox</div>`)).toBe(data);
  });

  it("is found in any text, scripts and signs among them", () => {
    expect(textOfHtml("<p>1 < 2</p><script>alert('x')</script>a &amp; b<!-- c -->")).toBe("1 < 2\na & b");
    expect(textOfHtml("no tags: 20")).toBe("no tags: 20");
    fc.assert(fc.property(fc.string(), (text) => typeof textOfHtml(`<${text}`) === "string"));
  });
});
