import { expect, it } from "vitest";
import { compareRecipes, fieldText, ownPhrases } from "./recipe-diff.ts";

const left = { prompt: "fox, snow", steps: 20, width: 512, height: 768, checkpoint: { name: "a", hash: "12ab" } };

it("finds nothing between a recipe and itself", () => {
  expect(compareRecipes(left, left).some(({ differs }) => differs)).toBe(false);
});

it("names what differs, and what only one of them says", () => {
  const rows = compareRecipes(left, { ...left, steps: 21, cfgScale: 7 });
  expect(rows.filter(({ differs }) => differs)).toEqual([
    { field: "steps", left: "20", right: "21", differs: true },
    { field: "cfgScale", left: undefined, right: "7", differs: true },
  ]);
});

it("prints models by name and hash, and lists as lists", () => {
  expect(fieldText(left, "checkpoint")).toBe("a [12ab]");
  expect(fieldText(left, "size")).toBe("512 × 768");
  expect(fieldText({ loras: [{ name: "ink", weight: 0.8 }] }, "loras")).toBe("ink (weight: 0.8)");
  expect(fieldText({ checkpoint: { hash: "66f8162ee034f6f7c5bf" } }, "checkpoint")).toBe("[66f8162ee0]");
  expect(fieldText({ source: { program: "danfang", version: "0.1.0" } }, "source")).toBe("danfang 0.1.0");
  expect(fieldText({ loras: [] }, "loras")).toBeUndefined();
});

it("marks the phrases that the other prompt lacks, and keeps the text whole", () => {
  const runs = ownPhrases("fox, deep snow, 8k", "8k, fox");
  expect(runs.map(({ text }) => text).join("")).toBe("fox, deep snow, 8k");
  expect(runs.filter(({ isOwn }) => isOwn).map(({ text }) => text.trim())).toEqual(["deep snow"]);
});
