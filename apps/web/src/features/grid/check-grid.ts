import type { AxisName } from "@danfang/prompt";
import type { Draft } from "../draft/draft.ts";
import { axisNames } from "../draft/grid-draft.ts";
import { requestOf } from "../draft/order.ts";
import { judgedNames, type KnownNames } from "./axis-names.ts";
import { offerOf } from "./axis-offers.ts";
import { type GridSize, gridLimits, gridSize, isTooLarge } from "./grid-size.ts";
import { type AxisReading, readAxis } from "./read-axis.ts";

/** The builder's fields, understood. */
export interface GridReading {
  /** Of the directions that have an axis. */
  readonly axes: Partial<Readonly<Record<AxisName, AxisReading>>>;
  readonly size: GridSize;
  /** Two directions that change the same. */
  readonly same: readonly [AxisName, AxisName] | undefined;
  readonly limit: "cells" | "sheet" | undefined;
  /** Nothing stands against painting it. */
  readonly isReady: boolean;
}

export function readGrid(draft: Draft, known: KnownNames): GridReading {
  const used = axisNames.filter((name) => draft.grid[name].axis !== "");
  const axes = Object.fromEntries(
    used.map((name) => {
      const offer = offerOf(draft.grid[name].axis);
      return [name, readAxis(draft.grid[name], draft, offer && judgedNames(offer, known))];
    }),
  ) as GridReading["axes"];
  const size = gridSize(requestOf({ ...draft, grid: { ...draft.grid, isOn: true } }));
  const limit = size.cells > gridLimits.cells ? "cells" : isTooLarge(size) ? "sheet" : undefined;
  const isRead = used.length > 0 && Object.values(axes).every(({ faults }) => faults.length === 0);
  return { axes, size, same: sameAxes(draft, used), limit, isReady: isRead && limit === undefined };
}

function sameAxes({ grid }: Draft, used: readonly AxisName[]): readonly [AxisName, AxisName] | undefined {
  // Replacing words twice is what people do on purpose.
  for (const [i, a] of used.entries())
    for (const b of used.slice(i + 1))
      if (grid[a].axis === grid[b].axis && grid[a].axis !== "Prompt S/R") return [a, b];
  return undefined;
}
