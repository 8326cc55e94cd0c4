import { sniffBytes } from "@danfang/formats";
import type { PictureRecipe } from "./read-picture-recipe.ts";
import { readRecipe } from "./read-recipe.ts";
import { textOfHtml } from "./text-of-html.ts";

/** Characters by which a page is told. */
const beginning = 512;

/** The recipe in a text that was pasted, piped or kept in a file; of a page's source its words count. Total. */
export function readTextRecipe(text: string): PictureRecipe {
  const isPage = sniffBytes(Buffer.from(text.slice(0, beginning))) === "html";
  const words = isPage ? textOfHtml(text) : text;
  return { ...readRecipe(words), infotext: words };
}
