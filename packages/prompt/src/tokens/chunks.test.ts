import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmphasis } from "../language/emphasis.ts";
import { type ChunkOptions, chunkPrompt, emptyChunk, tokenLimit } from "./chunks.ts";
import { clipTokenizer, endToken, startToken, type Tokenizer } from "./clip-bpe.ts";

const tokenizer = clipTokenizer();
const chunk = (text: string, options?: ChunkOptions) => chunkPrompt(parseEmphasis(text), tokenizer, options);

/** Names and vector counts as in `make.py`. */
const embeddings = Object.entries({ easynegative: 8, tiny: 1, "huge one": 70 }).map(([name, vectors]) => ({
  name,
  vectors,
  ids: tokenizer.encode(name),
}));
const embeddingAt: ChunkOptions["embeddingAt"] = (tokens, position) => {
  const found = embeddings.find(({ ids }) => ids.every((id, i) => tokens[position + i] === id));
  return found && { name: found.name, vectors: found.vectors, tokens: found.ids.length };
};

type Runs = [count: number, value: number][];
interface Golden {
  readonly text: string;
  readonly tokenCount: number;
  readonly chunks: { tokens: Runs; weights: Runs; embeddings: [offset: number, name: string, vectors: number][] }[];
}
const golden: Golden[] = JSON.parse(readFileSync(new URL("../../goldens/chunks.json", import.meta.url), "utf8"));
const spread = (runs: Runs) => runs.flatMap(([count, value]) => new Array<number>(count).fill(value));

describe("chunkPrompt", () => {
  it("places the tokens of all golden prompts as the WebUI does", () => {
    expect(golden.length).toBeGreaterThan(0);
    for (const { text, tokenCount, chunks } of golden) {
      const result = chunk(text, { embeddingAt });
      expect([text, result.tokenCount]).toEqual([text, tokenCount]);
      expect(result.chunks.map((c) => c.tokens)).toEqual(chunks.map((c) => spread(c.tokens)));
      expect(result.chunks.map((c) => c.weights)).toEqual(chunks.map((c) => spread(c.weights)));
      expect(result.chunks.map((c) => c.embeddings.map((e) => [e.offset, e.name, e.vectors]))).toEqual(
        chunks.map((c) => c.embeddings),
      );
    }
  });

  const words = (count: number) => "cat ".repeat(count);
  it.each([
    [`${words(70)},${words(10)}`, 0, [75, 6], 81],
    [`${words(70)},${words(10)}`, 5, [71, 10], 85],
    [`${words(70)},${words(10)}`, 4, [75, 6], 81],
    [`${words(5)},${words(70)}`, 75, [6, 70], 145],
  ])("breaks %j after a comma at most %i tokens back", (text, commaBacktrack, used, tokenCount) => {
    const result = chunk(text, { commaBacktrack });
    expect(result.chunks.map((c) => c.used)).toEqual(used);
    expect(result.tokenCount).toBe(tokenCount);
  });

  it("pads with zeros after the first end token where the encoder wants that", () => {
    const [plain] = chunk("cat dog").chunks;
    const [zeros] = chunk("cat dog", { padToken: 0 }).chunks;
    expect(zeros!.tokens).toEqual([...plain!.tokens.slice(0, 4), ...new Array(73).fill(0)]);
    expect(chunk("a <|endoftext|> b", { padToken: 0 }).chunks[0]!.tokens.slice(0, 4)).toEqual([
      startToken,
      320,
      endToken,
      0,
    ]);
    expect(emptyChunk(0).tokens).toEqual([startToken, endToken, ...new Array(75).fill(0)]);
  });

  it("gives the empty prompt the chunk that pads a batch", () => {
    expect(chunk("").chunks).toEqual([emptyChunk()]);
  });

  const codes: Tokenizer = {
    encode: (text) => Array.from(text, (c) => (c === "," ? 267 : c.charCodeAt(0))),
    decode: (ids) => String.fromCharCode(...ids),
  };
  const piece = fc.tuple(
    fc.string({ unit: fc.constantFrom(..."abcde,"), maxLength: 120 }),
    fc.double({ min: 0, max: 2 }),
  );
  it("loses, adds and reorders nothing, whatever the commas", () => {
    fc.assert(
      fc.property(fc.array(piece), fc.nat({ max: 80 }), (pieces, commaBacktrack) => {
        const { chunks, tokenCount } = chunkPrompt(pieces, codes, { commaBacktrack });
        const inside = <T>(of: (c: (typeof chunks)[number]) => readonly T[]) =>
          chunks.flatMap((c) => of(c).slice(1, 1 + c.used));
        expect(inside((c) => c.tokens)).toEqual(pieces.flatMap(([text]) => codes.encode(text)));
        expect(inside((c) => c.weights)).toEqual(
          pieces.flatMap(([text, weight]) => new Array<number>(text.length).fill(weight)),
        );
        for (const c of chunks) expect([c.tokens.length, c.weights.length, c.tokens[76]]).toEqual([77, 77, endToken]);
        expect(tokenCount).toBe((chunks.length - 1) * 75 + chunks.at(-1)!.used);
      }),
    );
  });
});

it.each([
  [0, 75],
  [1, 75],
  [75, 75],
  [76, 150],
  [150, 150],
])("tokenLimit of %i tokens is %i", (count, limit) => {
  expect(tokenLimit(count)).toBe(limit);
});
