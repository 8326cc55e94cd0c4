import { piecesOf } from "../../gallery/search-tokens.ts";
import type { ListedModel } from "../models.ts";

/** Characters of texts that are searched. */
const longest = 2_000;

/** What a model is found by: every piece of its names, title, tags, trigger words and base, its folder included. */
export function modelTokens({ name, title, tags = [], triggerWords = [], wordsBeside = [], ...model }: ListedModel) {
  const { alias, baseModel, family } = model;
  const texts = [name, title, alias, baseModel, family, ...tags, ...triggerWords, ...wordsBeside];
  return [...piecesOf(texts.filter(Boolean).join("\n").slice(0, longest))].join(" ");
}
