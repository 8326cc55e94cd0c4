import { describe, expect, it } from "vitest";
import { chunkPrompt } from "./chunks.ts";
import { clipTokenizer } from "./clip-bpe.ts";
import { embeddingFinder, type NamedEmbedding } from "./embeddings.ts";

const tokenizer = clipTokenizer();

function placed(prompt: string, embeddings: readonly NamedEmbedding[]) {
  const { chunks } = chunkPrompt([[prompt, 1]], tokenizer, { embeddingAt: embeddingFinder(tokenizer, embeddings) });
  return chunks.flatMap((chunk) => chunk.embeddings);
}

describe("embeddingFinder", () => {
  it("finds a name of several tokens anywhere in a prompt, and its vectors take its place", () => {
    const ink = { name: "blue-ink", vectors: 4 };
    expect(placed("red heart, blue-ink, by hand", [ink])).toEqual([{ ...ink, offset: 3 }]);
    const { chunks } = chunkPrompt([["red blue-ink heart", 1]], tokenizer, {
      embeddingAt: embeddingFinder(tokenizer, [ink]),
    });
    const [red, heart] = tokenizer.encode("red heart");
    expect(chunks[0]?.tokens.slice(1, 7)).toEqual([red, 0, 0, 0, 0, heart]);
    expect(chunks[0]?.used).toBe(6);
  });

  it("takes the name of most tokens where several begin", () => {
    const names = ["blue", "blue-ink", "blue-ink-wash"].map((name, i) => ({ name, vectors: i + 1 }));
    expect(placed("blue-ink-wash blue-ink blue", names).map(({ name }) => name)).toEqual([
      "blue-ink-wash",
      "blue-ink",
      "blue",
    ]);
    expect(placed("blue-ink-wash", names.toReversed())).toEqual([{ name: "blue-ink-wash", vectors: 3, offset: 0 }]);
  });

  it("does not look at case or at white space around tokens", () => {
    expect(placed("BLUE - INK", [{ name: "Blue-Ink", vectors: 1 }])).toHaveLength(1);
  });

  it("takes the first of two names that are the same tokens, and the last of two of one name", () => {
    expect(
      placed("ink", [
        { name: "Ink", vectors: 1 },
        { name: "ink", vectors: 2 },
      ])[0]?.vectors,
    ).toBe(1);
    expect(
      placed("ink", [
        { name: "ink", vectors: 1 },
        { name: "ink", vectors: 2 },
      ])[0]?.vectors,
    ).toBe(2);
  });

  it("does not find a name that the prompt breaks off, or a name without tokens", () => {
    expect(placed("a blue", [{ name: "blue-ink", vectors: 4 }])).toEqual([]);
    expect(placed("a blue", [{ name: " ", vectors: 4 }])).toEqual([]);
  });
});
