import { isSeed, type Seed } from "@danfang/domain";
import type { OptionName, OptionValues } from "../catalogue/options.ts";
import { cliErrors } from "../errors/errors.ts";

/** Options with a text for a value. */
export type TextOption = { [K in OptionName]: NonNullable<OptionValues[K]> extends string ? K : never }[OptionName];

/** An option's number, `undefined` if it was not given. Errors: `cli/badValue`. */
export function numberOf(options: OptionValues, name: TextOption): number | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const number = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw cliErrors.badValue({ option: `--${name}`, value, expected: { kind: "number" } });
  return number;
}

/** The same, but a whole number. Errors: `cli/badValue`. */
export function wholeNumberOf(options: OptionValues, name: TextOption): number | undefined {
  const number = numberOf(options, name);
  if (number === undefined || Number.isSafeInteger(number)) return number;
  throw cliErrors.badValue({ option: `--${name}`, value: options[name]!, expected: { kind: "wholeNumber" } });
}

/** A whole number of 64 bits; as its digits where a double would round it. Errors: `cli/badValue`. */
export function seedOf(options: OptionValues, name: TextOption): Seed | undefined {
  const digits = options[name]?.trim().replace(/^\+/, "");
  if (digits === undefined || !/^-?\d{16,}$/.test(digits)) return wholeNumberOf(options, name);
  const seed = Number.isSafeInteger(Number(digits)) ? Number(digits) : digits;
  if (isSeed(seed)) return seed;
  throw cliErrors.badValue({ option: `--${name}`, value: digits, expected: { kind: "wholeNumber" } });
}

/** A whole number of at least 1. Errors: `cli/badValue`. */
export function countOf(options: OptionValues, name: TextOption): number | undefined {
  const number = wholeNumberOf(options, name);
  if (number === undefined || number >= 1) return number;
  throw cliErrors.badValue({ option: `--${name}`, value: options[name]!, expected: { kind: "range", least: 1 } });
}

/** Two sides in pixels, `512x768`. Errors: `cli/badValue`. */
export function sizeOf(options: OptionValues, name: TextOption): { width: number; height: number } | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  const [, width, height] = /^\s*(\d{1,5})\s*[x×*]\s*(\d{1,5})\s*$/i.exec(value) ?? [];
  if (width && height) return { width: Number(width), height: Number(height) };
  throw cliErrors.badValue({ option: `--${name}`, value, expected: { kind: "size" } });
}
