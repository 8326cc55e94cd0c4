import type { GridAxisRequest, GridRequest } from "@danfang/domain";
import { type AxisName, printCsv } from "@danfang/prompt";

/** One direction of the grid, as its fields stand. No axis: nothing changes along it. */
export interface AxisDraft {
  /** The WebUI's name of what changes; empty for none. */
  readonly axis: string;
  /** As people write them: `5, 7-9 (+0.5), 12`. */
  readonly values: string;
}

/** The grid builder's fields; switched off, they stay as they were. */
export interface GridDraft {
  readonly isOn: boolean;
  readonly x: AxisDraft;
  readonly y: AxisDraft;
  readonly z: AxisDraft;
  readonly drawLegend: boolean;
  readonly margin: number;
  readonly keepRandomSeeds: boolean;
  readonly varySeeds: readonly AxisName[];
}

export const axisNames = ["x", "y", "z"] as const satisfies readonly AxisName[];

const noAxis: AxisDraft = { axis: "", values: "" };
export const emptyGrid: GridDraft = {
  isOn: false,
  x: noAxis,
  y: noAxis,
  z: noAxis,
  drawLegend: true,
  margin: 0,
  keepRandomSeeds: false,
  varySeeds: [],
};

/** The grid that the fields order; undefined where none is ordered. */
export function gridRequestOf(grid: GridDraft): GridRequest | undefined {
  const axes = axisNames.filter((name) => grid[name].axis !== "").map((name) => [name, grid[name]] as const);
  if (!grid.isOn || axes.length === 0) return undefined;
  const { drawLegend, margin, keepRandomSeeds, varySeeds } = grid;
  return { ...Object.fromEntries(axes), drawLegend, margin, keepRandomSeeds, varySeeds: [...varySeeds] };
}

/** The fields of a grid that was ordered. Seeds that were drawn for it stand where -1 stood: the same grid again. */
export const gridDraftOf = ({ x, y, z, ...options }: Partial<GridRequest>): GridDraft => ({
  ...emptyGrid,
  ...options,
  isOn: true,
  x: axisDraftOf(x),
  y: axisDraftOf(y),
  z: axisDraftOf(z),
});

function axisDraftOf(axis: GridAxisRequest | undefined): AxisDraft {
  if (axis === undefined || axis.axis === "Nothing") return noAxis;
  return { axis: axis.axis, values: axis.fixed?.join(", ") ?? textOf(axis) };
}

/** The values of an ordered axis as one text. */
export const textOf = ({ values }: GridAxisRequest): string => (typeof values === "string" ? values : printCsv(values));

const fieldsOf = (name: AxisName) => {
  const letter = name.toUpperCase();
  return { type: `${letter} Type`, values: `${letter} Values`, fixed: `Fixed ${letter} Values` };
};

/** What a sheet's infotext says of its grid besides the recipe of its first cell. Source: AUTOMATIC1111 `xyz_grid.py`. */
export const gridFields: ReadonlySet<string> = new Set([
  "Script",
  ...axisNames.flatMap((name) => Object.values(fieldsOf(name))),
]);

export const isSheet = (extra: Readonly<Record<string, string>> | undefined): boolean => extra?.Script === "X/Y/Z plot";

/** The grid that a recipe's further fields tell of; undefined where they tell of none. */
export function gridOfExtra(extra: Readonly<Record<string, string>> | undefined): GridDraft | undefined {
  if (extra === undefined || !isSheet(extra)) return undefined;
  const axes = axisNames.map((name): [AxisName, AxisDraft] => {
    const { type, values, fixed } = fieldsOf(name);
    const axis = extra[type] ?? "";
    return [name, axis === "" ? noAxis : { axis, values: extra[fixed] ?? extra[values] ?? "" }];
  });
  if (axes.every(([, { axis }]) => axis === "")) return undefined;
  return { ...emptyGrid, isOn: true, ...Object.fromEntries(axes) };
}

/** Two directions, each in the other's place; the seeds that vary along them go with them. */
export function swapAxes(grid: GridDraft, a: AxisName, b: AxisName): GridDraft {
  const other = (name: AxisName) => (name === a ? b : name === b ? a : name);
  return { ...grid, [a]: grid[b], [b]: grid[a], varySeeds: grid.varySeeds.map(other) };
}

/** The grid with these checkpoints from left to right; what stood there goes down, if there is room. */
export function withCheckpoints(grid: GridDraft, names: readonly string[]): GridDraft {
  const x = { axis: "Checkpoint name", values: printCsv(names) };
  const isInTheWay = grid.x.axis !== "" && grid.x.axis !== x.axis;
  const y = grid.y.axis === x.axis ? noAxis : grid.y;
  const z = grid.z.axis === x.axis ? noAxis : grid.z;
  return { ...grid, isOn: true, x, z, y: isInTheWay && y.axis === "" ? grid.x : y };
}
