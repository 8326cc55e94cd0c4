import { type Problem, problemOf } from "@danfang/domain";
import type { TextEncoder } from "../text-encoder.ts";
import { embeddingErrors } from "./errors.ts";

/** Vectors that one text encoder takes in place of tokens. */
export interface EmbeddingPart {
  /** `any`: the file does not say; its width tells whether it fits. */
  readonly encoder: TextEncoder["name"] | "any";
  readonly width: number;
  /** [vectors, width]. */
  readonly data: Float32Array;
}

/** A textual inversion. It is small: the vectors are in memory. */
export interface Embedding {
  readonly file: string;
  /** What prompts call it. */
  readonly name: string;
  /** Positions that it fills: those of its widest part. */
  readonly vectors: number;
  /** Of all parts together: 768 for SD 1.x, 1024 for 2.x, 2048 for XL. */
  readonly width: number;
  readonly parts: readonly EmbeddingPart[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Names of tensors that no text encoder here takes: T5's, for one. */
  readonly unread: readonly string[];
}

type Encoder = Pick<TextEncoder, "name"> & { readonly layout: Pick<TextEncoder["layout"], "width"> };

/** The vectors for an encoder, [vectors, C]; undefined where there are none of its width. */
export function embeddingVectors({ parts }: Embedding, { name, layout }: Encoder): Float32Array | undefined {
  const own = parts.find((part) => part.encoder === name) ?? parts.find((part) => part.encoder === "any");
  return own?.width === layout.width ? own.data : undefined;
}

/**
 * Why an embedding cannot be used with a checkpoint's encoders, for which it is then no name at all; undefined where it
 * can. A vector too few is one too few: each encoder must have its own, as in AUTOMATIC1111, where only the width counts.
 */
export function embeddingNote(embedding: Embedding, encoders: readonly Encoder[]): Problem | undefined {
  if (encoders.every((encoder) => embeddingVectors(embedding, encoder))) return undefined;
  const expected = encoders.reduce((sum, { layout }) => sum + layout.width, 0);
  const { file, name, width } = embedding;
  return problemOf(embeddingErrors.embeddingOtherWidth({ file, name, width, expected }));
}
