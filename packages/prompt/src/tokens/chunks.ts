import { fields } from "@danfang/domain";
import type { WeightedText } from "../language/weighted-text.ts";
import { commaToken, endToken, startToken, type Tokenizer } from "./clip-bpe.ts";

/** Prompt tokens in a chunk; with start and end the text encoder sees 77. */
export const chunkLength = 75;

const { usual: usualBacktrack } = fields["knobs.commaBacktrack"];

/** What the text encoder is given at once. */
export interface PromptChunk {
  /** [77] token ids: start, prompt, padding, end. */
  readonly tokens: readonly number[];
  /** [77] emphasis of each position; 1 for start, padding and end. */
  readonly weights: readonly number[];
  /** How many of the 75 are prompt. */
  readonly used: number;
  /** Textual inversions in this chunk, in order; their positions hold token 0. */
  readonly embeddings: readonly PlacedEmbedding[];
}

/** A textual inversion whose vectors replace the token embeddings from `offset` + 1 on (after the start token). */
export interface PlacedEmbedding {
  readonly offset: number;
  readonly name: string;
  readonly vectors: number;
}

export interface ChunkOptions {
  /** A full chunk is broken after its last comma if at most so many tokens follow it (the comma counted); 0 never. */
  readonly commaBacktrack?: number | undefined;
  /** What follows the first end token: 49407 (SD1, CLIP-L) or 0 (SD2, CLIP-G). */
  readonly padToken?: number;
  /** The textual inversion whose name begins at `position`, and how many tokens its name takes. */
  readonly embeddingAt?: (
    tokens: readonly number[],
    position: number,
  ) => { name: string; vectors: number; tokens: number } | undefined;
}

export interface ChunkedPrompt {
  /** At least one. */
  readonly chunks: PromptChunk[];
  /** As the WebUI counts: closed chunks are full, whatever they hold. */
  readonly tokenCount: number;
}

/**
 * Weighted text as chunks of 75 tokens. Each piece is tokenised by itself; a BREAK piece of weight -1 closes the chunk;
 * a chunk that is full is broken after a late comma rather than amid a phrase.
 *
 * A textual inversion of more than 75 vectors makes a longer chunk than 77. Source: AUTOMATIC1111
 * `sd_hijack_clip.py`, `tokenize_line` and `process_tokens`, same tokens and weights.
 */
export function chunkPrompt(
  pieces: readonly WeightedText[],
  tokenizer: Tokenizer,
  { commaBacktrack = usualBacktrack, padToken = endToken, embeddingAt = () => undefined }: ChunkOptions = {},
): ChunkedPrompt {
  const chunks: PromptChunk[] = [];
  let open = new OpenChunk();
  const close = (next = new OpenChunk()) => {
    chunks.push(open.seal(padToken));
    open = next;
  };

  for (const [text, weight] of pieces) {
    if (text === "BREAK" && weight === -1) {
      close();
      continue;
    }
    const tokens = tokenizer.encode(text);
    for (let position = 0; position < tokens.length; ) {
      const token = tokens[position]!;
      if (token === commaToken) open.lastComma = open.length;
      else if (open.length === chunkLength && open.sinceComma <= commaBacktrack) close(open.splitAfterComma());
      if (open.length === chunkLength) close();

      const embedding = embeddingAt(tokens, position);
      if (embedding === undefined) open.add(token, weight);
      else {
        if (open.length + embedding.vectors > chunkLength) close();
        open.place(embedding, weight);
      }
      position += Math.max(1, embedding?.tokens ?? 1);
    }
  }
  const closed = chunks.length * chunkLength;
  const tokenCount = closed + open.length;
  if (open.length > 0 || chunks.length === 0) close();
  return { chunks, tokenCount };
}

/** The chunk of no words: what a shorter prompt of a batch is filled up with. */
export const emptyChunk = (padToken = endToken): PromptChunk => new OpenChunk().seal(padToken);

/** Where the counter's limit stands: the room of the chunks begun, at least one. The WebUI shows `count/limit`. */
export const tokenLimit = (tokenCount: number): number =>
  Math.ceil(Math.max(tokenCount, 1) / chunkLength) * chunkLength;

/** A chunk that is being filled. */
class OpenChunk {
  lastComma: number | undefined;
  readonly #tokens: number[] = [];
  readonly #weights: number[] = [];
  readonly #embeddings: PlacedEmbedding[] = [];

  get length(): number {
    return this.#tokens.length;
  }

  /** Tokens from the last comma on; infinite without one, so that no limit is met. */
  get sinceComma(): number {
    return this.lastComma === undefined ? Number.POSITIVE_INFINITY : this.length - this.lastComma;
  }

  add(token: number, weight: number): void {
    this.#tokens.push(token);
    this.#weights.push(weight);
  }

  place({ name, vectors }: { name: string; vectors: number }, weight: number): void {
    this.#embeddings.push({ offset: this.length, name, vectors });
    for (let i = 0; i < vectors; i++) this.add(0, weight);
  }

  /**
   * Takes what follows the last comma out of this chunk, into a new one. A textual inversion among it leaves its
   * vectors behind, as in the WebUI: the picture depends on it.
   */
  splitAfterComma(): OpenChunk {
    const moved = new OpenChunk();
    const start = (this.lastComma ?? this.length) + 1;
    const weights = this.#weights.splice(start);
    for (const [i, token] of this.#tokens.splice(start).entries()) moved.add(token, weights[i]!);
    return moved;
  }

  seal(padToken: number): PromptChunk {
    const used = this.length;
    const padding = Math.max(0, chunkLength - used);
    const tokens = [startToken, ...this.#tokens, ...new Array<number>(padding + 1).fill(endToken)];
    const weights = [1, ...this.#weights, ...new Array<number>(padding + 1).fill(1)];
    return { tokens: tokens.fill(padToken, tokens.indexOf(endToken) + 1), weights, used, embeddings: this.#embeddings };
  }
}
