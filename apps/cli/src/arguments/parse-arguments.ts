import { parseArgs } from "node:util";
import { defined } from "@danfang/domain";
import { type OptionName, type OptionShape, type OptionValues, optionShapes } from "../catalogue/options.ts";
import { cliErrors } from "../errors/errors.ts";
import { nearestName } from "./nearest.ts";

/** One command's arguments. */
export interface Arguments {
  readonly options: OptionValues;
  readonly operands: readonly string[];
}

/**
 * The arguments of a command that takes `allowed` options. A value may begin with a dash (`--seed -1`), unless it is
 * itself one of the options. Of an option given twice the last counts. After `--` everything is an operand.
 *
 * Errors: `cli/unknownOption`, `cli/missingValue`, `cli/unexpectedValue`.
 */
export function parseArguments(command: string, args: readonly string[], allowed: readonly OptionName[]): Arguments {
  const shapes = new Map<string, OptionShape>(allowed.map((name) => [name, optionShapes[name]]));
  const { tokens, positionals } = parseArgs({
    args: [...args],
    options: Object.fromEntries([...shapes].map(([name, shape]) => [name, configOf(shape)])),
    strict: false, // its own complaints cannot be translated, and it refuses `--seed -1`
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string | true | string[]>();
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const shape = shapes.get(token.name);
    if (!shape) throw unknownOption(command, token.rawName, allowed);
    const value = optionValue(token, shape, shapes);
    const given = values.get(token.name);
    values.set(
      token.name,
      shape.isMultiple && value !== true ? [...(Array.isArray(given) ? given : []), value] : value,
    );
  }
  return { options: Object.fromEntries(values) as OptionValues, operands: positionals };
}

const configOf = ({ value, short }: OptionShape) => ({
  type: value === undefined ? ("boolean" as const) : ("string" as const),
  ...defined({ short }),
});

interface OptionToken {
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

function optionValue(token: OptionToken, shape: OptionShape, known: ReadonlyMap<string, OptionShape>): string | true {
  const { rawName: option, value } = token;
  if (shape.value === undefined) {
    if (value !== undefined) throw cliErrors.unexpectedValue({ option, value });
    return true;
  }
  const isOption = !token.inlineValue && value?.startsWith("--") && known.has(value.slice(2).split("=")[0]!);
  if (value === undefined || isOption) throw cliErrors.missingValue({ option, value: shape.value });
  return value;
}

function unknownOption(command: string, option: string, allowed: readonly OptionName[]): Error {
  const nearest = nearestName(option.replace(/^-+/, ""), allowed);
  return cliErrors.unknownOption({ command, option, nearest: nearest && `--${nearest}` });
}
