import { GridRequest } from "@danfang/domain";
import { type Axis, axes } from "@danfang/prompt";
import { exception, invalid } from "../bodies/errors.ts";
import { bool } from "../bodies/fields.ts";
import { field } from "./script-field.ts";
import type { Tab } from "./tab.ts";

/** As it is listed. */
export const xyzPlotTitle = "x/y/z plot";

/** What a client asks of the script. */
export interface XyzPlot {
  readonly grid: GridRequest;
  /** The cells are sent behind the sheet. */
  readonly hasCells: boolean;
  /** Sheets of each z alone are sent between them. */
  readonly hasSubGrids: boolean;
}

/** The axes of a tab in AUTOMATIC1111's order: clients name them by their place in it. */
export const axesOf = (tab: Tab): readonly Axis[] => axes.filter(({ only }) => only === undefined || only === tab);

const names = ["x", "y", "z"] as const;
/** Type, values, and values chosen from a list, for each direction. */
const argsOfAxes = 9;
/** Until v1.7 no seeds were varied, and the margin came in their place. */
const oldArgs = 14;

/**
 * Source: AUTOMATIC1111 v1.10.1 `xyz_grid.Script.run`, and its arguments before v1.7; what is left out is as on a fresh
 * page. Errors: 422 for arguments of another kind, 500 for an axis that is not there.
 */
export function xyzPlotOf(args: readonly unknown[], tab: Tab): XyzPlot {
  const isOld = args.length <= oldArgs && typeof args[13] === "number";
  const [legend, cells, subGrids, keepRandom, ...rest] = args.slice(argsOfAxes);
  const [varyX, varyY, varyZ, margin, csv] = isOld ? [false, false, false, ...rest] : rest;
  const isText = flag(csv, false, 17);
  const axis = (i: number) => axisOf(args.slice(i * 3, i * 3 + 3), { tab, isText, at: i * 3 });
  const [x, y, z] = [axis(0), axis(1), axis(2)];
  const varied = [varyX, varyY, varyZ].map((value, i) => flag(value, false, 13 + i));
  const parsed = GridRequest.safeParse({
    x,
    y,
    z,
    margin: margin ?? 0,
    drawLegend: flag(legend, true, 9),
    keepRandomSeeds: flag(keepRandom, false, 12),
    varySeeds: names.filter((_, i) => varied[i]),
  });
  if (!parsed.success) throw wrongArgument(parsed.error.issues[0]?.path[0] === "margin" ? 16 : 0);
  return { grid: parsed.data, hasCells: flag(cells, false, 10), hasSubGrids: flag(subGrids, false, 11) };
}

function axisOf(
  [type, text, chosen]: readonly unknown[],
  { tab, isText, at }: { tab: Tab; isText: boolean; at: number },
) {
  const known = axesOf(tab);
  const place = type ?? 0;
  const axis =
    typeof place === "string"
      ? known.find(({ label }) => label.toLowerCase() === place.toLowerCase())
      : known[Number(place)];
  if (!axis) throw exception("IndexError", "list index out of range");
  if (axis.label === "Nothing") return undefined;
  if (!isText && Array.isArray(chosen) && chosen.length > 0) return { axis: axis.label, values: chosen.map(String) };
  if (typeof text === "number") return { axis: axis.label, values: String(text) };
  if (typeof text === "string") return { axis: axis.label, values: text };
  throw wrongArgument(at + 1);
}

/** Clients send Python's booleans as texts, too. */
function flag(value: unknown, otherwise: boolean, at: number): boolean {
  const read = bool(otherwise).read(value ?? null, []);
  if ("value" in read) return read.value;
  throw wrongArgument(at);
}

const wrongArgument = (at: number) =>
  invalid([{ loc: ["body", "script_args", at], msg: "value is not what the script takes", type: "type_error" }]);

/** The script's arguments, for `script-info`. */
export const xyzPlotInfo = (["txt2img", "img2img"] as const).map((tab) => {
  const choices = axesOf(tab).map(({ label }) => label);
  const axisFields = ["X", "Y", "Z"].flatMap((name, i) => [
    field(`${name} type`, choices[i === 0 ? 1 : 0], { choices }),
    field(`${name} values`, ""),
    field(`${name} values`, [], { choices: [] }),
  ]);
  const flags = ["Include Sub Images", "Include Sub Grids", "Keep -1 for seeds"];
  const varied = ["X", "Y", "Z"].map((name) => `Vary seeds for ${name}`);
  return {
    name: xyzPlotTitle,
    is_alwayson: false,
    is_img2img: tab === "img2img",
    args: [
      ...axisFields,
      field("Draw legend", true),
      ...[...flags, ...varied].map((label) => field(label, false)),
      field("Grid margins (px)", 0, { minimum: 0, maximum: 500, step: 2 }),
      field("Use text inputs instead of dropdowns", false),
    ],
  };
});
