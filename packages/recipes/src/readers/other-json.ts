import { recipeFindings } from "../findings.ts";
import type { RecipeReader } from "./recipe-reader.ts";

/** JSON that no reader knows, and no infotext beside it: it is said, and never taken for a prompt. */
export const otherJson: RecipeReader = {
  program: "another program",
  read(texts) {
    const others = texts.all.filter((one) => texts.json(one) !== undefined);
    if (others.length === 0 || others.length < texts.all.length) return undefined;
    const keys = others.flatMap(({ key }) => key || []);
    return { value: {}, findings: [recipeFindings.otherJson({ keys })] };
  },
};
