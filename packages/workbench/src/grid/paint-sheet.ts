import type { PaintedImage, Problem, Recipe, RgbImage } from "@danfang/domain";
import { printInfotext } from "@danfang/recipes";
import { drawGrid } from "./draw-grid.ts";
import { gridErrors } from "./errors.ts";
import { gridRecipe } from "./grid-recipe.ts";
import { type GridPlan, sheetPlace } from "./plan-grid.ts";

/** A picture of a cell, wherever it is kept. */
export interface CellPicture {
  readonly recipe: Recipe;
  /** Undefined where it is not there any more. */
  pixels(): Promise<RgbImage | undefined>;
}

/**
 * The sheet of a grid as the last picture of its job. `pictureAt` gives the picture at a place of the job, in the order
 * of painting; what is missing stays empty.
 *
 * Errors: `grid/nothingPainted`, `grid/tooLarge`.
 */
export async function paintSheet(
  plan: GridPlan,
  pictureAt: (place: number) => CellPicture | undefined,
): Promise<{ readonly image: PaintedImage; readonly notes: readonly Problem[] }> {
  const { cells, picturesPerCell } = plan;
  const index = cells.length * picturesPerCell;
  const cellAt = new Map(cells.map(({ at }, i) => [sheetPlace(plan, at), i]));
  const placesOf = (cell: number) => Array.from({ length: picturesPerCell }, (_, i) => cell * picturesPerCell + i);

  const inOrder = cells.flatMap((_, place) => placesOf(cellAt.get(place)!));
  const first = inOrder.map((place) => pictureAt(place)?.recipe).find((recipe) => recipe !== undefined);
  if (!first) throw gridErrors.nothingPainted({});
  const { image: pixels, notes } = await drawGrid(plan, (at) =>
    Promise.all(placesOf(cellAt.get(sheetPlace(plan, at))!).map((place) => pictureAt(place)?.pixels())),
  );
  const recipe = gridRecipe(plan, first);
  const latent = { shape: [0], data: new Float32Array(0) };
  const seed = recipe.seed ?? plan.request.seed;
  return { image: { index, seed, pixels, latent, recipe, infotext: printInfotext(recipe), isSheet: true }, notes };
}
