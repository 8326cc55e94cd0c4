import type { en } from "./en.ts";

/** The shape of all sentences, in whatever language: every key of English, and no other. */
export type Words<T = typeof en> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

/** What a problem of some code is called; `{{fact}}` stands for one of its facts. */
export interface ProblemWords {
  readonly title: string;
  readonly hint: string;
}
