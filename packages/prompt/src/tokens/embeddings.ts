import type { ChunkOptions } from "./chunks.ts";
import type { Tokenizer } from "./clip-bpe.ts";

/** A textual inversion by the name that prompts call it, and how many token positions it fills. */
export interface NamedEmbedding {
  readonly name: string;
  readonly vectors: number;
}

/**
 * Finds names of textual inversions among tokens: what {@link ChunkOptions.embeddingAt} asks for.
 *
 * A name is compared token by token, so case does not matter, nor where in a word it begins as long as a token begins
 * there. Where several names begin, the one of most tokens counts; of two that are the same tokens, the first given. Of two
 * of exactly one name, the last. Source: AUTOMATIC1111 `textual_inversion.EmbeddingDatabase`.
 */
export function embeddingFinder(
  tokenizer: Tokenizer,
  embeddings: readonly NamedEmbedding[],
): NonNullable<ChunkOptions["embeddingAt"]> {
  const byFirstToken = new Map<number, { readonly ids: readonly number[]; readonly embedding: NamedEmbedding }[]>();
  const latest = new Map(embeddings.map((embedding, i) => [embedding.name, i]));
  for (const [i, embedding] of embeddings.entries()) {
    const ids = latest.get(embedding.name) === i ? tokenizer.encode(embedding.name) : [];
    const [first] = ids;
    if (first === undefined) continue;
    const candidates = byFirstToken.get(first) ?? [];
    byFirstToken.set(first, [...candidates, { ids, embedding }]);
  }
  for (const candidates of byFirstToken.values()) candidates.sort((a, b) => b.ids.length - a.ids.length);

  return (tokens, position) => {
    const found = byFirstToken
      .get(tokens[position] ?? -1)
      ?.find(({ ids }) => ids.every((id, i) => tokens[position + i] === id));
    return found && { name: found.embedding.name, vectors: found.embedding.vectors, tokens: found.ids.length };
  };
}
