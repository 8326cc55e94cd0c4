import type { GenerationRequest, GridRequest } from "@danfang/domain";
import { type Along, type AxisName, type AxisNeed, loopOrder, seedOfCell } from "@danfang/prompt";
import { changeBy } from "./change-by.ts";
import { gridErrors, type Need } from "./errors.ts";
import { type PlannedAxis, readAxis } from "./read-axis.ts";

/** Enough for any comparison, and for a night. */
export const mostCells = 1000;

const axisNames: readonly AxisName[] = ["x", "y", "z"];

/** One cell, as an order of its own. */
export interface GridCell {
  /** Which value of each axis. */
  readonly at: Along;
  readonly request: GenerationRequest;
}

export interface GridPlan {
  /** The order that was planned, with its seeds. */
  readonly request: GenerationRequest;
  readonly grid: GridRequest;
  readonly axes: Readonly<Record<AxisName, PlannedAxis>>;
  /** In the order in which they are painted: what is dear to change, a checkpoint, changes least often. */
  readonly cells: readonly GridCell[];
  readonly picturesPerCell: number;
}

/**
 * The orders that a grid consists of. Seeds must be drawn already. What its values ask for is checked, but for names:
 * those are `checkNames`' work.
 *
 * Errors: `grid/unknownAxis`, `grid/unavailableAxis`, `grid/withoutEffect`, `grid/noValues`, `grid/badValue`,
 * `grid/notInPrompt`, `grid/tooManyCells`. Source: AUTOMATIC1111 `xyz_grid.py`.
 */
export function planGrid(request: GenerationRequest & { readonly grid: GridRequest }): GridPlan {
  const { grid, ...base } = request;
  const axes = { x: readAxis(grid.x), y: readAxis(grid.y), z: readAxis(grid.z) };
  const sizes = along((name) => axes[name].values.length);
  const count = sizes.x * sizes.y * sizes.z;
  if (count > mostCells) throw gridErrors.tooManyCells({ cells: count, most: mostCells });

  const applied = [...axisNames].sort((a, b) => lateness(axes[a]) - lateness(axes[b]));
  const effective = new Set<AxisName>();
  const cells = places(sizes, loopOrder(along((name) => axes[name].axis.cost))).map((at): GridCell => {
    let cell: GenerationRequest = base;
    for (const name of applied) {
      const changed = changeBy(cell, axes[name], at[name]);
      if (changed) effective.add(name);
      cell = changed ?? cell;
    }
    return { at, request: cell.seed === -1 ? cell : { ...cell, seed: seedOfCell(cell.seed, at, sizes, varied(grid)) } };
  });
  for (const name of axisNames) {
    const { label, needs } = axes[name].axis;
    if (needs && !effective.has(name)) throw gridErrors.withoutEffect({ axis: label, needs: needNamed[needs] });
  }
  return { request, grid, axes, cells, picturesPerCell: base.batchSize * base.batchCount };
}

const along = (value: (name: AxisName) => number): Along => ({ x: value("x"), y: value("y"), z: value("z") });
/** What lies in a refiner comes after the axis that may bring one. */
const lateness = ({ axis }: PlannedAxis): number => (axis.needs === "refiner" ? 1 : 0);
/** As errors call it. */
const needNamed = {
  init: "init",
  hires: "hires",
  initOrHires: "init or hires",
  refiner: "refiner",
} as const satisfies Record<AxisNeed, Need>;
const varied = ({ varySeeds }: GridRequest) => ({
  x: varySeeds.includes("x"),
  y: varySeeds.includes("y"),
  z: varySeeds.includes("z"),
});

/** Every place of a grid; the last of `order` runs fastest. */
function places(sizes: Along, order: readonly AxisName[]): Along[] {
  return order.reduce<Along[]>(
    (found, name) => found.flatMap((at) => Array.from({ length: sizes[name] }, (_, i) => ({ ...at, [name]: i }))),
    [{ x: 0, y: 0, z: 0 }],
  );
}

/** Where a cell's picture stands among those of all sheets: sheet by sheet, row by row. */
export const sheetPlace = ({ axes }: GridPlan, { x, y, z }: Along): number =>
  x + axes.x.values.length * (y + axes.y.values.length * z);
