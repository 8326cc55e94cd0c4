import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInfotextFields } from "./a1111-fields.ts";

interface Example {
  readonly name: string;
  readonly text: string;
  readonly expected: Record<string, unknown>;
}

/** Texts with the dictionary that AUTOMATIC1111 v1.10.1's own parser gave, without the entries that are its defaults. */
const examples = JSON.parse(
  readFileSync(new URL("../../fixtures/a1111-infotexts.json", import.meta.url), "utf8"),
) as Example[];

/** `Emphasis: Original` is a default that AUTOMATIC1111 fills in when a prompt has weights; it is what absence means. */
function asA1111Says(text: string): Record<string, unknown> {
  const { prompt, negativePrompt, settings, embedded } = parseInfotextFields(text).value;
  const { "Schedule type": schedule, ...rest } = Object.fromEntries(settings);
  return {
    ...rest,
    ...(schedule === undefined || schedule === "Automatic" ? {} : { "Schedule type": schedule }),
    ...Object.fromEntries(embedded.map(({ key, json }) => [key, json])),
    Prompt: prompt,
    "Negative prompt": negativePrompt,
  };
}

describe("an infotext", () => {
  it.each(examples)("is read as AUTOMATIC1111 reads it: $name", ({ text, expected }) => {
    const { Emphasis, ...settings } = expected;
    expect(asA1111Says(text)).toEqual(Emphasis === "Original" ? settings : expected);
  });

  it("with two settings in its last line is all prompt", () => {
    expect(asA1111Says("p\nSteps: 20, Sampler: Euler a")).toEqual({
      Prompt: "p\nSteps: 20, Sampler: Euler a",
      "Negative prompt": "",
    });
    expect(asA1111Says("x\nA: 1, B: 2, C: 3").Prompt).toBe("x\nA: 1, B: 2, C: 3");
  });

  it("may have no prompt, and drops a setting without value", () => {
    expect(asA1111Says('Steps: 20, Seed: 7, Empty: , Lora hashes: "x: abc"')).toEqual({
      Steps: "20",
      Seed: "7",
      "Lora hashes": "x: abc",
      Prompt: "",
      "Negative prompt": "",
    });
  });

  it("cuts a second negative prompt's mark and appends its text", () => {
    expect(asA1111Says("a\nNegative prompt: b\nNegative prompt: c")).toEqual({
      Prompt: "a",
      "Negative prompt": "b\nc",
    });
  });

  it.each([
    ["1024x768", "640", "448"],
    ["1920x1080", "704", "384"],
    ["512x512", "512", "512"],
  ])("of old hires to %s with first pass 0x0 began at %s x %s", (size, width, height) => {
    const { settings } = parseInfotextFields(`Steps: 20, Seed: 9, Size: ${size}, First pass size: 0x0`).value;
    expect([String(settings.get("Size-1")), String(settings.get("Size-2"))]).toEqual([width, height]);
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "Steps: 20, ",
      "Hashes: {",
      '"',
      "[",
      "}",
      "\n",
      "Negative prompt:",
      ", ",
      "Size: 9x9",
      "日",
    );
    fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => void parseInfotextFields(parts.join(""))));
  });
});
