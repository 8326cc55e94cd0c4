import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipTokenizer, commaToken, endToken, startToken } from "./clip-bpe.ts";

const golden: [string, number[]][] = JSON.parse(
  readFileSync(new URL("../../goldens/clip-bpe.json", import.meta.url), "utf8"),
);
const { encode, decode } = clipTokenizer();

/** Any code points, lone surrogates among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
  .map((c) => String.fromCodePoint(...c));

describe("clipTokenizer", () => {
  it("gives all golden texts CLIP's tokens", () => {
    expect(golden.length).toBeGreaterThan(0);
    expect(golden.map(([text]) => [text, encode(text)])).toEqual(golden);
  });

  it("knows the tokens that chunks are made of", () => {
    expect(encode("<|startoftext|>,<|endoftext|>")).toEqual([startToken, 11, 27, 347, 40786, 4160, 91, 285]);
    expect(encode("<|startoftext|> , <|endoftext|>")).toEqual([startToken, commaToken, endToken]);
  });

  it("encodes what it decoded to the same tokens, for words of letters", () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-zäßñ日本ж]{1,12}$/u), { maxLength: 8 }), (words) => {
        const tokens = encode(words.join(" "));
        expect(encode(decode(tokens))).toEqual(tokens);
        expect(decode(tokens).trimEnd()).toBe(words.join(" "));
      }),
    );
  });

  it("has tokens for any text, and only known ones", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const id of encode(text)) expect(id >= 0 && id < startToken + 2).toBe(true);
      }),
    );
  });

  it("gives the same tokens for a word it has seen and one it has not", () => {
    const text = "an extraordinarily unremembered wordlet";
    expect(encode(text)).toEqual(clipTokenizer().encode(text));
    expect(encode(text)).toEqual(encode(text));
  });

  it("decodes half a character and what is no token as U+FFFD", () => {
    expect(decode([158])).toBe("\ufffd");
    expect(decode([-1, 49408, 1e9, 0.5])).toBe("\ufffd\ufffd\ufffd\ufffd");
    expect(decode([])).toBe("");
  });

  it("counts every byte of a word of 300 000 letters", { timeout: 20_000 }, () => {
    const word = Array.from({ length: 300_000 }, (_, i) => "abcdefg"[(i * i + (i >> 3)) % 7]).join("");
    expect(decode(encode(word))).toBe(`${word} `);
  });
});
