import type { GridRequest, Recipe } from "@danfang/domain";
import { printGridFields } from "@danfang/recipes";
import type { GridPlan } from "./plan-grid.ts";

/** The recipe of a sheet: that of its first cell, and what was varied. Source: AUTOMATIC1111 `xyz_grid.py`. */
export const gridRecipe = ({ grid, axes }: GridPlan, first: Recipe): Recipe => ({
  ...first,
  extra: { ...first.extra, ...printGridFields(labelled(grid, axes)) },
});

/** Axes by their exact names, whatever case they were ordered in. */
const labelled = ({ x, y, z, ...grid }: GridRequest, axes: GridPlan["axes"]): GridRequest => ({
  ...grid,
  ...(x ? { x: { ...x, axis: axes.x.axis.label } } : {}),
  ...(y ? { y: { ...y, axis: axes.y.axis.label } } : {}),
  ...(z ? { z: { ...z, axis: axes.z.axis.label } } : {}),
});
