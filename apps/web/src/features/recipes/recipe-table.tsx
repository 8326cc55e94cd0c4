import type { Recipe } from "@danfang/domain";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { fieldText, recipeFields } from "./recipe-diff.ts";
import "./recipe-table.css";

const isProse = (field: string) => field === "prompt" || field === "negativePrompt";

/** A recipe, field by field, in the page's words. */
export function RecipeTable({ recipe }: { recipe: Recipe }): ReactElement {
  const { t } = useTranslation();
  return (
    <dl className="recipe-table">
      {recipeFields.map((field) => {
        const told = fieldText(recipe, field);
        const text = field === "schedule" && told === "automatic" ? t("common.automatic") : told;
        if (text === undefined || text === "") return null;
        return (
          <div key={field} className={isProse(field) ? "recipe-prose" : "recipe-fact"}>
            <dt>{t(`field.${field}`)}</dt>
            <dd className={isProse(field) ? "mono" : "tabular"}>{text}</dd>
          </div>
        );
      })}
    </dl>
  );
}
