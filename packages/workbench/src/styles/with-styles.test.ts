import { GenerationRequest } from "@danfang/domain";
import { expect, it } from "vitest";
import { withStyles } from "./with-styles.ts";

const known = [
  { name: "film", prompt: "film look", negativePrompt: "digital" },
  { name: "photo", prompt: "photo of {prompt}", negativePrompt: "" },
];
const order = (more: object) => GenerationRequest.parse({ prompt: "a cat", negativePrompt: "blurry", ...more });

it("styles are in both prompts, in the order they were named, and named no longer", () => {
  const { request, notes } = withStyles(order({ styles: ["film", "photo"] }), known);
  expect(request).toEqual(order({ prompt: "photo of a cat, film look", negativePrompt: "blurry, digital" }));
  expect(notes).toEqual([]);
});

it("a second pass has them where it has prompts of its own, else none", () => {
  const hires = { prompt: "a fox" };
  const { request } = withStyles(order({ styles: ["film"], hires }), known);
  expect(request.hires?.prompt).toBe("a fox, film look");
  expect(request.hires?.negativePrompt).toBeUndefined();
});

it("one that nobody knows is left out and said", () => {
  const { request, notes } = withStyles(order({ styles: ["filn", "photo"] }), known);
  expect(request.prompt).toBe("photo of a cat");
  expect(notes).toMatchObject([
    { code: "workbench/styleMissing", facts: { name: "filn", nearest: expect.arrayContaining(["film"]) } },
  ]);
});
