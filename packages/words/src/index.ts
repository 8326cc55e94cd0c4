export type { AnyWords, FieldWords, Language } from "./field-words.ts";
export { kindCounts, kindNames, kindWithinEn, kindWithinZh } from "./kinds.ts";
export { helpLine, webuiName, wordsOf } from "./words-of.ts";
