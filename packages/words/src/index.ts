export type { AnyWords, FieldWords, Language } from "./field-words.ts";
export { helpLine, webuiName, wordsOf } from "./words-of.ts";
