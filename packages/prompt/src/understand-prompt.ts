import { type EmphasisMode, readAttention, weightsThatCount } from "./language/emphasis-mode.ts";
import type { WeightedText } from "./language/weighted-text.ts";
import { type ChunkOptions, chunkPrompt, type PromptChunk, tokenLimit } from "./tokens/chunks.ts";
import type { Tokenizer } from "./tokens/clip-bpe.ts";

/** How a prompt is understood, as `danfang prompt --json` prints it. */
export interface UnderstoodPrompt {
  readonly attention: readonly WeightedText[];
  /** What each text encoder run gets, [77] tokens and weights each. */
  readonly chunks: readonly Pick<PromptChunk, "tokens" | "weights">[];
  /** The text in each chunk, as its tokens spell it: shows where 75 tokens end. */
  readonly chunkTexts: readonly string[];
  readonly tokenCount: number;
  /** The room of the chunks begun: a multiple of 75. */
  readonly tokenLimit: number;
}

/** Prompt text → attention → chunks. Total. */
export function understandPrompt(
  text: string,
  { tokenizer, emphasis = "original", ...options }: ChunkOptions & { tokenizer: Tokenizer; emphasis?: EmphasisMode },
): UnderstoodPrompt {
  const attention = readAttention(text, emphasis);
  const { chunks, tokenCount } = chunkPrompt(weightsThatCount(attention, emphasis), tokenizer, options);
  return {
    attention,
    chunks: chunks.map(({ tokens, weights }) => ({ tokens, weights })),
    chunkTexts: chunks.map(({ tokens, used }) => tokenizer.decode(tokens.slice(1, 1 + used)).trimEnd()),
    tokenCount,
    tokenLimit: tokenLimit(tokenCount),
  };
}
