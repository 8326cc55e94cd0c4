/** Python switches to an exponent below 1e-4 and from 1e16 on. Source: CPython `float_repr_style` "short", `repr`. */
const smallestPlainExponent = -4;
const firstExponentialExponent = 16;

/**
 * Prints a number as Python's `str` does: `7` for a whole number (the WebUI's sliders give integers), `6.5`, `1e-05`.
 * Both languages print the shortest digits that read back as the same double; they differ only in when an exponent
 * appears and how it is written.
 */
export function printPythonNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (Number.isInteger(value)) return BigInt(value).toString();
  const [digits = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= smallestPlainExponent && exponent < firstExponentialExponent) return String(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Reads a finite number as Python's `float` would: no hexadecimal, no empty text. `undefined` if it is none. */
export function parsePythonNumber(text: string): number | undefined {
  if (!/^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
