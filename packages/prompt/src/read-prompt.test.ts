import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emphasisModeOf, emphasisNames } from "./language/emphasis-mode.ts";
import { type ReadPrompt, readNegativePrompt, readPrompt } from "./read-prompt.ts";
import { clipTokenizer } from "./tokens/clip-bpe.ts";
import { understandPrompt } from "./understand-prompt.ts";

const options = { tokenizer: clipTokenizer(), steps: 10 };
const texts = ({ parts }: ReadPrompt) =>
  parts.map(({ weight, schedule }) => [weight, schedule.map(({ untilStep, encoded }) => [untilStep, encoded.text])]);

describe("readPrompt", () => {
  it("goes from text to chunks in the WebUI's order", () => {
    const prompt = readPrompt("a [cat:dog:0.5] <lora:ink:0.8> # later: fox\nAND (sky:1.5) BREAK x:0.7", options);
    expect(prompt.text).toBe("a [cat:dog:0.5] <lora:ink:0.8> \nAND (sky:1.5) BREAK x:0.7");
    expect(prompt.extraNetworks.map(({ type, args }) => [type, args])).toEqual([["lora", ["ink", "0.8"]]]);
    expect(texts(prompt)).toEqual([
      [
        1,
        [
          [5, "a cat"],
          [10, "a dog"],
        ],
      ],
      [0.7, [[10, " (sky:1.5) BREAK x"]]],
    ]);
    const sky = prompt.parts[1]!.schedule[0]!.encoded;
    expect(sky.attention).toEqual([
      [" ", 1],
      ["sky", 1.5],
      ["", 1],
      ["BREAK", -1],
      ["x", 1],
    ]);
    expect(sky.chunks.map(({ used }) => used)).toEqual([1, 1]);
    expect([prompt.tokenCount, prompt.tokenLimit]).toEqual([76, 150]);
  });

  it("takes networks and AND in a negative prompt for words", () => {
    const prompt = readNegativePrompt("[a:b:5]:2 AND <lora:ink:1># no", options);
    expect(prompt.extraNetworks).toEqual([]);
    expect(texts(prompt)).toEqual([
      [
        1,
        [
          [5, "a:2 AND <lora:ink:1>\n"],
          [10, "b:2 AND <lora:ink:1>\n"],
        ],
      ],
    ]);
  });

  it("encodes a text once, however often it comes again", () => {
    const [part] = readPrompt("[a|b] AND x", { ...options, steps: 100 }).parts;
    expect(new Set(part!.schedule.map(({ encoded }) => encoded)).size).toBe(2);
    const [, first, second] = readPrompt("AND x AND x:2", options).parts;
    expect([first!.weight, second!.weight]).toEqual([1, 2]);
    expect(first!.schedule[0]!.encoded).toBe(second!.schedule[0]!.encoded);
  });

  it("gives plain words the chunks that understandPrompt gives", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z(),. ]*$/), (text) => {
        const { parts, tokenCount } = readPrompt(text.trimEnd(), options);
        const understood = understandPrompt(text.trimEnd(), options);
        expect(parts.length).toBe(1);
        const { encoded } = parts[0]!.schedule[0]!;
        expect(encoded.chunks.map(({ tokens, weights }) => ({ tokens, weights }))).toEqual(understood.chunks);
        expect(tokenCount).toBe(understood.tokenCount);
      }),
    );
  });

  it("never throws", () => {
    const anyText = fc.string({
      unit: fc.constantFrom(..."()[]<>:|\\#.1 a\n", " AND ", "BREAK", "lora"),
      maxLength: 50,
    });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readPrompt(text, options).parts.length).toBeGreaterThan(0);
        expect(readNegativePrompt(text, options).parts.length).toBe(1);
      }),
    );
  });
});

describe("emphasis modes", () => {
  const weights = (emphasis: "ignore" | "none") => {
    const { encoded } = readPrompt("(a:1.5) BREAK b", { ...options, emphasis }).parts[0]!.schedule[0]!;
    return encoded.chunks.map((chunk) => chunk.weights.slice(1, 1 + chunk.used));
  };

  it("ignore weights but not BREAK, or read nothing at all", () => {
    expect(weights("ignore")).toEqual([[1], [1]]);
    expect(weights("none")).toEqual([new Array(9).fill(1)]); // ( a : 1 . 5 ) break b
  });

  it("have the WebUI's names, and an unknown name is the original", () => {
    for (const [mode, name] of Object.entries(emphasisNames)) expect(emphasisModeOf(name)).toBe(mode);
    expect(emphasisModeOf("Newest")).toBe("original");
  });
});
