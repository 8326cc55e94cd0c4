import type { ModelEntry } from "@danfang/domain";
import type { TFunction } from "i18next";

/** What a file that does not say its family is said to be. */
export const familyWords = ({ family }: Pick<ModelEntry, "family">, t: TFunction): string =>
  family === "unknown" ? t("models.unknownFamily") : family;

/** The same of how its numbers are stored. */
export const precisionWords = ({ precision }: Pick<ModelEntry, "precision">, t: TFunction): string =>
  precision === "unknown" ? t("models.unknownPrecision") : precision;
