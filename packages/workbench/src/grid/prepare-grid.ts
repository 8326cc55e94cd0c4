import type { GenerationRequest, GridRequest } from "@danfang/domain";
import { withSeeds } from "../seeds/seeds.ts";
import { checkNames, type NameContext } from "./check-names.ts";
import { type GridPlan, planGrid } from "./plan-grid.ts";
import { checkKnownSizes } from "./sheet-size.ts";

export type GridOrder = GenerationRequest & { readonly grid: GridRequest };

export const isGrid = (request: GenerationRequest): request is GridOrder => request.grid !== undefined;

/**
 * What a grid will paint, with its seeds drawn and everything looked up that its values name.
 *
 * Errors: those of {@link planGrid}, `grid/unknownName`, `grid/tooLarge`.
 */
export async function prepareGrid(order: GridOrder, context: NameContext): Promise<GridPlan> {
  const request = withSeeds(order);
  const plan = planGrid({ ...request, grid: request.grid ?? order.grid });
  checkKnownSizes(plan);
  await checkNames(plan, context);
  return plan;
}
