import type { ModelEntry } from "@danfang/domain";
import type { TFunction } from "i18next";

/** What a file that does not say its family is said to be. */
export const familyWords = ({ family }: ModelEntry, t: TFunction): string =>
  family === "unknown" ? t("models.unknownFamily") : family;
