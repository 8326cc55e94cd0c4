import type { en } from "./en.ts";

/** The shape of all sentences, in whatever language: every key of English, and no other. */
export type Words<T = typeof en> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
