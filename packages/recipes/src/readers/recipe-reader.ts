import type { Recipe } from "@danfang/domain";
import type { CarriedTexts } from "../carried-texts.ts";
import type { Reading } from "../reading.ts";

/** Reads what one program writes. Total; undefined where another program wrote it. */
export interface RecipeReader {
  readonly program: string;
  readonly read: (texts: CarriedTexts) => Reading<Recipe> | undefined;
}
