import type { Finding as AnyFinding } from "@danfang/domain";

/** Where in the text something stands: UTF-16 offsets, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something that a reader of human text noticed, one of `findings.ts`, with its place in the text if there is one. */
export interface Finding extends AnyFinding {
  readonly span?: Span;
}

/** What a total reader returns: all it understood, and what it did not. */
export interface Reading<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}
