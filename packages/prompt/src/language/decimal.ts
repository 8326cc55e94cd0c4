import { strip } from "./python-space.ts";

/**
 * A decimal number of digits and dots with an optional sign, in any script's digits (`１.５`, `٣`); undefined when it is
 * none (`1.2.3`, `.`). Source: Python's `float`, which the WebUI reads weights with.
 */
export function decimalOf(text: string): number | undefined {
  const value = Number(asciiDigits(text));
  return Number.isNaN(value) ? undefined : value;
}

/**
 * A finite number as Python's `float` reads it: white space around it, any script's digits, single `_` between digits,
 * an exponent. Undefined for everything else, `inf` and `nan` too.
 */
export function floatOf(text: string): number | undefined {
  const digits = asciiDigits(strip(text));
  if (!/^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?$/i.test(digits)) return undefined;
  if (/_(?!\d)|(?<!\d)_/.test(digits)) return undefined;
  const value = Number(digits.replaceAll("_", ""));
  return Number.isFinite(value) ? value : undefined;
}

/** A whole number as Python's `int` reads it from text: no point, no exponent. */
export const wholeNumberOf = (text: string): number | undefined => (/[.e]/i.test(text) ? undefined : floatOf(text));

const asciiDigits = (text: string): string =>
  text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit.codePointAt(0)!)));

/** Unicode lays every script's digits out as an unbroken run from 0 to 9 (or several such runs after each other). */
function digitValue(codePoint: number): number {
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (codePoint - zero) % 10;
}
