import type { RecipeReader } from "./recipe-reader.ts";

/** JSON that no reader knows, and no infotext beside it: it is said, and never taken for a prompt. */
export const otherJson: RecipeReader = {
  program: "another program",
  read(texts) {
    const others = texts.all.filter((one) => texts.json(one) !== undefined);
    if (others.length === 0 || others.length < texts.all.length) return undefined;
    const keys = others.map(({ key }) => key).filter(Boolean);
    const place = keys.length > 0 ? ` under ${keys.join(", ")}` : "";
    return {
      value: {},
      findings: [
        {
          code: "recipes/otherJson",
          message: `This is JSON of a program that is not read here${place}; it is no prompt.`,
        },
      ],
    };
  },
};
