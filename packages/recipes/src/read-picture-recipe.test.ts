import { writeImageText } from "@danfang/formats";
import { printStealthPng } from "@danfang/formats/testing/print-pictures.ts";
import { describe, expect, it } from "vitest";
import { readPictureRecipe } from "./read-picture-recipe.ts";
import { parseInfotext } from "./read-recipe.ts";

const grey = new Uint8Array(
  Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64"),
);
const infotext = "fox\nNegative prompt: blur\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 3, Size: 512x768";

describe("a picture's recipe", () => {
  it("is that of its text, and the text is told as it was written", () => {
    const read = readPictureRecipe(writeImageText(grey, "png", infotext));
    expect(read).toEqual({ ...parseInfotext(infotext), infotext });
  });

  it("is nothing where there is none", () => {
    expect(readPictureRecipe(grey)).toEqual({ value: {}, findings: [], infotext: undefined });
  });

  it("is read where another program wrote it", () => {
    const json = JSON.stringify({ sui_image_params: { prompt: "cat", steps: 9 } });
    expect(readPictureRecipe(writeImageText(grey, "png", json))).toMatchObject({
      value: { prompt: "cat", steps: 9 },
      infotext: json,
    });
  });

  it("is read where it is hidden in the pixels, and nothing is said in words", () => {
    const hidden = printStealthPng(infotext, "alpha", "packed");
    expect(readPictureRecipe(hidden)).toEqual({ ...parseInfotext(infotext), infotext });
    expect(readPictureRecipe(writeImageText(hidden, "png", "an owl")).value).toEqual({ prompt: "an owl" });
    const json = JSON.stringify({ Software: "NovelAI", Description: "elk", Comment: JSON.stringify({ steps: 28 }) });
    expect(readPictureRecipe(printStealthPng(json, "alpha", "packed")).value).toMatchObject({
      prompt: "elk",
      steps: 28,
    });
  });

  it("is read behind a wrong checksum, which is told", () => {
    const file = writeImageText(grey, "png", infotext);
    const letter = Buffer.from(file).indexOf("fox");
    const read = readPictureRecipe(file.with(letter, "b".charCodeAt(0)));
    expect([read.value.prompt, read.findings.map(({ code }) => code)]).toEqual(["box", ["formats/damagedImage"]]);
  });
});
