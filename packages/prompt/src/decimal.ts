/**
 * A decimal number of digits and dots with an optional sign, in any script's digits (`１.５`, `٣`); undefined when it is
 * none (`1.2.3`, `.`). Source: Python's `float`, which the WebUI reads weights with.
 */
export function decimalOf(text: string): number | undefined {
  const value = Number(text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit.codePointAt(0)!))));
  return Number.isNaN(value) ? undefined : value;
}

/** Unicode lays every script's digits out as an unbroken run from 0 to 9 (or several such runs after each other). */
function digitValue(codePoint: number): number {
  let zero = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return (codePoint - zero) % 10;
}
