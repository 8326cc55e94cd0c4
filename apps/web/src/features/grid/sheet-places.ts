import type { GridAxisRequest, GridRequest } from "@danfang/domain";
import {
  type Along,
  type AxisName,
  type AxisValue,
  axes,
  axisLegend,
  loopOrder,
  parseAxisValues,
} from "@danfang/prompt";
import { textOf } from "../draft/grid-draft.ts";
import { offerOf } from "./axis-offers.ts";

/** The values along each direction of an ordered grid; one that changes nothing where there is no axis. */
type GridValues = Readonly<Record<AxisName, readonly AxisValue[]>>;

function valuesOf(axis: GridAxisRequest | undefined): readonly AxisValue[] {
  const offer = axis && offerOf(axis.axis);
  if (axis === undefined || offer === undefined) return [""];
  const values = axis.fixed ?? parseAxisValues(textOf(axis), offer.type).values;
  return values.length > 0 ? values : [""];
}

export const gridValues = ({ x, y, z }: Partial<GridRequest>): GridValues => ({
  x: valuesOf(x),
  y: valuesOf(y),
  z: valuesOf(z),
});

export const sizesOf = ({ x, y, z }: GridValues): Along => ({ x: x.length, y: y.length, z: z.length });
export const cellCount = ({ x, y, z }: Along): number => x * y * z;

/** What stands above or beside the cells of each value. */
function legendsOf(axis: GridAxisRequest | undefined): string[] {
  const known = axes.find(({ label }) => label.toLowerCase() === axis?.axis.toLowerCase());
  if (axis === undefined) return [""];
  return valuesOf(axis).map((value) => (known ? axisLegend(known, value) : `${axis.axis}: ${value}`));
}

/** A cell by its legends: `CFG Scale: 7.0 · red apple`. */
export const cellName = ({ x, y, z }: GridRequest, at: Along): string =>
  [legendsOf(x)[at.x], legendsOf(y)[at.y], legendsOf(z)[at.z]].filter(Boolean).join(" · ");

/** The places of a grid's cells in the order in which they are painted: a checkpoint changes least often. */
export function paintedPlaces(grid: GridRequest): Along[] {
  const sizes = sizesOf(gridValues(grid));
  const costOf = (name: AxisName) => axes.find(({ label }) => label === grid[name]?.axis)?.cost ?? 0;
  const order = loopOrder({ x: costOf("x"), y: costOf("y"), z: costOf("z") });
  return order.reduce<Along[]>(
    (found, name) => found.flatMap((at) => Array.from({ length: sizes[name] }, (_, i) => ({ ...at, [name]: i }))),
    [{ x: 0, y: 0, z: 0 }],
  );
}
