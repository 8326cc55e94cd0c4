/** Where in the text something stands: UTF-16 offsets, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something a reader of human text noticed and went on: a code, a sentence, and the place if there is one. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly span?: Span;
}

/** What a total reader returns: all it understood, and what it did not. */
export interface Reading<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
}
