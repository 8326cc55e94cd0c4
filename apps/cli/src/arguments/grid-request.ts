import { fields, type GridAxisRequest, GridRequest } from "@danfang/domain";
import type { OptionValues } from "../catalogue/options.ts";
import { cliErrors } from "../errors/errors.ts";
import { wholeNumberOf } from "./values.ts";

const directions = ["x", "y", "z"] as const;

/** The grid that the options ask for. Errors: `cli/missingOption`, `cli/badValue`. */
export function parseGrid(options: OptionValues): GridRequest {
  const axes = directions.flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [[name, parseAxis(name, value)] as const];
  });
  if (axes.length === 0)
    throw cliErrors.missingOption({ command: "grid", option: "--x", value: '"CFG Scale: 3, 5, 7"' });
  return GridRequest.parse({
    ...Object.fromEntries(axes),
    drawLegend: options["no-legend"] !== true,
    margin: marginOf(options),
    keepRandomSeeds: options["keep-random-seeds"] === true,
    varySeeds: directionsOf(options),
  });
}

/** `CFG Scale: 3, 5, 7`: no axis has a colon in its name. */
function parseAxis(name: (typeof directions)[number], text: string): GridAxisRequest {
  const [, axis, values] = /^([^:]{1,100}):(.*)$/s.exec(text) ?? [];
  if (axis?.trim() && values !== undefined) return { axis: axis.trim(), values: values.trim() };
  throw cliErrors.badValue({ option: `--${name}`, value: text.slice(0, 100), expected: { kind: "axis" } });
}

function marginOf(options: OptionValues): number {
  const margin = wholeNumberOf(options, "margin") ?? 0;
  const { least, most } = fields["grid.margin"];
  if (margin >= least && margin <= most) return margin;
  const expected = { kind: "range", least, most } as const;
  throw cliErrors.badValue({ option: "--margin", value: String(margin), expected });
}

function directionsOf({ "vary-seeds": value }: OptionValues): GridRequest["varySeeds"] {
  const names =
    value === undefined
      ? []
      : value
          .toLowerCase()
          .split(/[\s,]+/)
          .filter(Boolean);
  const found = directions.filter((name) => names.includes(name));
  if (found.length === new Set(names).size) return found;
  const expected = { kind: "choice", choices: directions } as const;
  throw cliErrors.badValue({ option: "--vary-seeds", value: String(value).slice(0, 100), expected });
}
