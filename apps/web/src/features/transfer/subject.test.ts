import { describe, expect, it } from "vitest";
import type { RecipeReading } from "../../api/client.ts";
import { type Choice, choicesOf, isRecipe, type Standing, type Subject } from "./subject.ts";
import { kindOfText } from "./text-kind.ts";

const reading = (request: RecipeReading["request"]): RecipeReading => ({
  recipe: { prompt: "fox" },
  request,
  findings: [],
  missing: [],
  infotext: "fox",
});
const file = new File(["x"], "a.png");
const picture = (said?: RecipeReading): Subject => ({
  kind: "picture",
  file,
  use: "all",
  size: undefined,
  reading: said,
});
const text = (words: string): Subject => ({ kind: "text", text: words, what: kindOfText(words) });
const empty: Standing = { hasPrompt: false, hasStart: false };
const full: Standing = { hasPrompt: true, hasStart: true };

describe("what a pasted or dropped thing can be", () => {
  it.each<[string, Subject, Standing, readonly Choice[]]>([
    ["a picture with a recipe", picture(reading({ prompt: "fox", steps: 9 })), empty, ["fill", "start", "look"]],
    [
      "one that nothing starts from",
      { ...picture(reading({ steps: 9 })), use: "recipe" } as Subject,
      full,
      ["fill", "look"],
    ],
    ["the same beside a start picture", picture(reading({ steps: 9 })), full, ["fill", "start", "mask", "look"]],
    ["a photo", picture(), empty, ["start"]],
    ["a photo beside a start picture", picture(), full, ["start", "mask"]],
    ["a photo with a comment", picture(reading({ prompt: "Screenshot" })), empty, ["start", "look"]],
    ["words, with an empty prompt", text("fox"), empty, ["add"]],
    ["words, with a prompt", text("fox"), full, ["add", "replace"]],
    ["a log", text("a line\n".repeat(99)), full, ["add", "replace"]],
    ["an address never takes the prompt's place", text("https://civitai.com/models/1"), full, ["add"]],
    ["nor does another program's data", text('{"nodes": []}'), full, ["add"]],
    ["a folder", { kind: "folder", name: "models" }, full, ["importFolder", "modelFolders"]],
    ["what is refused", { kind: "refused", name: "a.psd", why: { code: "foreignPicture" } }, full, []],
  ])("%s", (_, subject, standing, choices) => {
    expect(choicesOf(subject, standing)).toEqual(choices);
  });

  it("is a recipe only where more than a prompt was read: a photo's comment is none", () => {
    expect(isRecipe(reading({ prompt: "Screenshot" }))).toBe(false);
    expect(isRecipe(reading({ prompt: "fox", seed: 7 }))).toBe(true);
    expect(isRecipe(reading({ negativePrompt: "blurry" }))).toBe(true);
  });
});
