import type { GridAxisRequest, GridRequest } from "@danfang/domain";

const script = "X/Y/Z plot";
const names = ["x", "y", "z"] as const;

/** The values as one text: a list becomes comma-separated values again. */
const textOf = ({ values }: GridAxisRequest): string =>
  typeof values === "string"
    ? values
    : values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(",");

/** What the infotext of a grid's sheet says besides that of its first cell. Source: AUTOMATIC1111 `xyz_grid.py`. */
export function printGridFields(grid: GridRequest): Record<string, string> {
  const fields: [name: string, text: string][] = [["Script", script]];
  for (const name of names) {
    const axis = grid[name];
    if (!axis || axis.axis === "Nothing") continue;
    const letter = name.toUpperCase();
    fields.push([`${letter} Type`, axis.axis], [`${letter} Values`, textOf(axis)]);
    if (axis.fixed) fields.push([`Fixed ${letter} Values`, axis.fixed.join(", ")]);
  }
  return Object.fromEntries(fields);
}

/** The grid that a recipe's further fields tell of; undefined where they tell of none. Total. */
export function readGridFields(
  extra: Readonly<Record<string, string>>,
): Pick<GridRequest, (typeof names)[number]> | undefined {
  if (extra.Script !== script) return undefined;
  const axes = names.flatMap((name) => {
    const letter = name.toUpperCase();
    const axis = extra[`${letter} Type`];
    if (!axis) return [];
    const fixed = (extra[`Fixed ${letter} Values`] ?? "").split(",").map((seed) => Number.parseInt(seed, 10));
    const values = extra[`${letter} Values`] ?? "";
    return [[name, { axis, values, ...(fixed.every(Number.isSafeInteger) ? { fixed } : {}) }] as const];
  });
  return axes.length > 0 ? Object.fromEntries(axes) : undefined;
}
