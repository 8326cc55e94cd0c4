import type { Recipe, Ref } from "../recipe.ts";
import type { ListedKind } from "./model-kinds.ts";

/** The kinds of models that a recipe names, and where. Upscalers belong to a second pass, which names its own. */
const recipePlaces = {
  checkpoint: "checkpoint",
  vae: "vae",
  lora: "loras",
  hypernetwork: "hypernetworks",
  embedding: "embeddings",
} as const satisfies Record<Exclude<ListedKind, "upscaler">, keyof Recipe>;
export type RecipeKind = keyof typeof recipePlaces;
export type RecipePlace = (typeof recipePlaces)[RecipeKind];

/** The models of a kind that a recipe names. */
export const refsIn = (recipe: Recipe, kind: RecipeKind): readonly Ref[] => {
  const named = recipe[recipePlaces[kind]];
  return named === undefined ? [] : [named].flat();
};
