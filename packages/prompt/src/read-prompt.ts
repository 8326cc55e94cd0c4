import { stripComments } from "./language/comments.ts";
import { parseComposition } from "./language/composition.ts";
import { type EmphasisMode, readAttention, weightsThatCount } from "./language/emphasis-mode.ts";
import { type ExtraNetwork, parseExtraNetworks } from "./language/extra-networks.ts";
import { parseSchedule, type ScheduleOptions } from "./language/schedule.ts";
import type { WeightedText } from "./language/weighted-text.ts";
import { type ChunkOptions, chunkPrompt, type PromptChunk, tokenLimit } from "./tokens/chunks.ts";
import type { Tokenizer } from "./tokens/clip-bpe.ts";

export interface ReadPromptOptions extends ChunkOptions, ScheduleOptions {
  readonly tokenizer: Tokenizer;
  readonly emphasis?: EmphasisMode | undefined;
  /** Whether `# …` is taken out; it is by default. */
  readonly comments?: boolean | undefined;
}

/** A text as it is encoded. */
export interface EncodableText {
  readonly text: string;
  readonly attention: readonly WeightedText[];
  /** What each text encoder run gets; weights as they count in the emphasis mode. */
  readonly chunks: readonly PromptChunk[];
  readonly tokenCount: number;
}

/** What is encoded until a step. Texts that come again are the same object in `encoded`. */
export interface ScheduledPrompt {
  readonly untilStep: number;
  readonly encoded: EncodableText;
}

/** A prompt of those joined by AND, which are guided towards by their weights. */
export interface PromptPart {
  readonly text: string;
  readonly weight: number;
  /** Rising to the last step; at least one entry. `entryAt` finds the one for a call of the model. */
  readonly schedule: readonly ScheduledPrompt[];
}

/** Everything that a prompt says. */
export interface ReadPrompt {
  /** Without comments, but with the networks: what infotext keeps. */
  readonly text: string;
  readonly extraNetworks: readonly ExtraNetwork[];
  /** At least one. */
  readonly parts: readonly PromptPart[];
  /** Of the longest text among parts and steps, as the WebUI counts. */
  readonly tokenCount: number;
  readonly tokenLimit: number;
}

/**
 * A prompt from its text to chunks of tokens: comments → networks → AND → schedule → attention → chunks.
 *
 * In a batch only the first prompt's networks count. Total; time grows with the text times the texts that differ by
 * step. Source: AUTOMATIC1111's order, `processing.py`.
 */
export function readPrompt(text: string, options: ReadPromptOptions): ReadPrompt {
  const kept = withoutComments(text, options);
  const { text: words, networks } = parseExtraNetworks(kept);
  return summarize(kept, networks, parseComposition(words), options);
}

/** The same for a negative prompt, where networks and AND are words like any others. */
export function readNegativePrompt(text: string, options: ReadPromptOptions): ReadPrompt {
  const kept = withoutComments(text, options);
  return summarize(kept, [], [[kept, 1]], options);
}

const withoutComments = (text: string, { comments = true }: ReadPromptOptions) =>
  comments ? stripComments(text) : text;

function summarize(
  text: string,
  extraNetworks: readonly ExtraNetwork[],
  composition: readonly WeightedText[],
  options: ReadPromptOptions,
): ReadPrompt {
  const known = new Map<string, EncodableText>();
  const encodable = (words: string): EncodableText => {
    const encoded = known.get(words) ?? encodableOf(words, options);
    known.set(words, encoded);
    return encoded;
  };
  const parts = composition.map(([words, weight]) => ({
    text: words,
    weight,
    schedule: parseSchedule(words, options).map(([untilStep, until]) => ({ untilStep, encoded: encodable(until) })),
  }));
  const tokenCount = known.values().reduce((most, encoded) => Math.max(most, encoded.tokenCount), 0);
  return { text, extraNetworks, parts, tokenCount, tokenLimit: tokenLimit(tokenCount) };
}

function encodableOf(text: string, { tokenizer, emphasis = "original", ...options }: ReadPromptOptions): EncodableText {
  const attention = readAttention(text, emphasis);
  return { text, attention, ...chunkPrompt(weightsThatCount(attention, emphasis), tokenizer, options) };
}
