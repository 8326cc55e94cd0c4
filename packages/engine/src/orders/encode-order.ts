import type { Tensor } from "@danfang/domain";
import type { EmphasisMode, PlacedEmbedding } from "@danfang/prompt";

export interface TokenChunk {
  readonly tokens: readonly number[];
  readonly weights: readonly number[];
  readonly embeddings?: readonly PlacedEmbedding[];
}

/** A prompt as the text encoder takes it: chunks of 77 tokens with the emphasis of each. */
export interface TokenChunks {
  readonly chunks: readonly TokenChunk[];
  /**
   * All texts of a prompt that changes with the steps, this one among them, and how often each stands there; all have as
   * many chunks. They share the mean that emphasis restores. Absent: the text alone.
   */
  readonly together?: readonly { readonly chunks: readonly TokenChunk[]; readonly times: number }[];
  /** The negative prompt of no words, which SD XL knows as zeros. */
  readonly isEmptyNegative?: boolean;
}

export interface EncodeOptions {
  readonly clipSkip: number;
  readonly emphasis?: EmphasisMode | undefined;
}

/** What the text encoders made of a prompt. */
export interface Encoded {
  /** [1, 77·chunks, D]. */
  readonly context: Tensor;
  /** [1, P], of SD XL: the prompt as one vector. */
  readonly pooled?: Tensor | undefined;
}
