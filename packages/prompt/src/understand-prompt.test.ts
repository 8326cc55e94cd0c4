import { describe, expect, it } from "vitest";
import { clipTokenizer } from "./tokens/clip-bpe.ts";
import { understandPrompt } from "./understand-prompt.ts";

const tokenizer = clipTokenizer();

describe("understandPrompt", () => {
  it("says what is where", () => {
    const understood = understandPrompt("a (Cat:1.5), 1girl BREAK don't", { tokenizer });
    expect(understood.attention).toEqual([
      ["a ", 1],
      ["Cat", 1.5],
      [", 1girl", 1],
      ["BREAK", -1],
      ["don't", 1],
    ]);
    expect(understood.chunkTexts).toEqual(["a cat , 1 girl", "don 't"]);
    expect(understood.chunks.map((c) => c.tokens.slice(0, 6))).toEqual([
      [49406, 320, 2368, 267, 272, 1611],
      [49406, 847, 713, 49407, 49407, 49407],
    ]);
    expect(understood.chunks[0]!.weights.slice(0, 4)).toEqual([1, 1, 1.5, 1]);
    expect([understood.tokenCount, understood.tokenLimit]).toEqual([77, 150]);
  });

  it("shows where 75 tokens end", () => {
    const { chunkTexts } = understandPrompt(`${"cat ".repeat(75)}dog`, { tokenizer });
    expect(chunkTexts).toEqual(["cat ".repeat(75).trimEnd(), "dog"]);
  });

  it("reads no syntax where emphasis is off", () => {
    const { attention, chunkTexts } = understandPrompt("(a) BREAK", { tokenizer, emphasis: "none" });
    expect(attention).toEqual([["(a) BREAK", 1]]);
    expect(chunkTexts).toEqual(["( a ) break"]);
  });
});
