import type { Language } from "@danfang/words";

/** The language of a tag that i18next has. */
export const languageOf = (tag: string): Language => (tag === "zh" ? "zh" : "en");
