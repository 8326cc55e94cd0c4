import { parseCsv } from "./csv.ts";

/** What the values of an axis are. `permutation`: every order of the words given. */
export type AxisType = "text" | "whole" | "number" | "permutation";

export type AxisValue = string | number | readonly string[];

/** What is wrong with an item; the WebUI would not start. */
export type AxisFinding =
  | { readonly code: "prompt/axisNotANumber"; readonly item: string }
  | { readonly code: "prompt/axisWithoutStep"; readonly item: string }
  | { readonly code: "prompt/axisTooLong"; readonly item: string; readonly most: number };

export interface AxisReading {
  readonly values: readonly AxisValue[];
  readonly findings: readonly AxisFinding[];
}

/** More than anybody looks at, and few enough to be listed. */
const mostValues = 10_000;

// Each place of a text is read in one way only, so that none is tried again for every digit before it.
const range = /^\s*((?:[+-]\s*)?\d+)\s*-\s*((?:[+-]\s*)?\d+)(?:\s*\(([+-]\d+)\s*\))?\s*$/;
const count = /^\s*((?:[+-]\s*)?\d+)\s*-\s*((?:[+-]\s*)?\d+)(?:\s*\[(\d+)\s*\])?\s*$/;
/** The decimal dot is any character in the source; what comes of another one is not a number. */
const float = String.raw`(?:[+-]\s*)?\d+(?:[^\d\n]\d*)?`;
const floatRange = new RegExp(String.raw`^\s*(${float})\s*-\s*(${float})(?:\s*\(([+-]\d+(?:[^\d\n]\d*)?)\s*\))?\s*$`);
const floatCount = new RegExp(String.raw`^\s*(${float})\s*-\s*(${float})(?:\s*\[(\d+(?:[^\d\n]\d*)?)\s*\])?\s*$`);

/** Numbers as Python reads them, `1_000` among them; NaN for what it would not. */
const whole = /^\s*[+-]?\d+(_\d+)*\s*$/;
const decimal = /^\s*[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?\s*$/i;
const wholeOf = (text: string) => (whole.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN);
const numberOf = (text: string) => (decimal.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN);

/** from, from + step … below `end` (above it where the step falls). */
function stepped(from: number, end: number, step: number): number[] {
  const length = Math.max(0, Math.ceil((end - from) / step));
  const delta = from + step - from; // as numpy's arange, whose rounding shows in the last digits
  return Array.from({ length: Math.min(length, mostValues + 1) }, (_, i) => from + i * delta);
}

/** `length` numbers from the first to the last, both included. */
function spread(from: number, to: number, length: number): number[] {
  const step = length > 1 ? (to - from) / (length - 1) : 0;
  return Array.from({ length: Math.min(length, mostValues + 1) }, (_, i) =>
    i > 0 && i === length - 1 ? to : i * step + from,
  );
}

/** The numbers that one item stands for. */
function numbersOf(item: string, type: "whole" | "number"): number[] | AxisFinding {
  const isWhole = type === "whole";
  const read = isWhole ? wholeOf : numberOf;
  const byStep = (isWhole ? range : floatRange).exec(item);
  const byCount = (isWhole ? count : floatCount).exec(item);
  const parts = (byStep ?? byCount)?.slice(1);
  const [from = Number.NaN, to = Number.NaN] = (parts ? parts.slice(0, 2) : [item, item]).map((part) =>
    read(part ?? ""),
  );
  const last = parts?.[2];
  const amount = last === undefined ? 1 : byStep ? read(last) : wholeOf(last);
  if ([from, to, amount].some((one) => Number.isNaN(one) || (isWhole && !Number.isSafeInteger(one))))
    return { code: "prompt/axisNotANumber", item };
  if (!parts) return [from];
  if (byStep && amount === 0) return { code: "prompt/axisWithoutStep", item };
  if (byStep) return stepped(from, isWhole ? to + 1 : to + amount, amount);
  const numbers = spread(from, to, amount);
  return isWhole ? numbers.map(Math.trunc) : numbers;
}

/** Every order of the items, in the order of their places. Source: Python's `itertools.permutations`. */
function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}

/** Words whose orders still are fewer than {@link mostValues}. */
const mostWords = 7;

/**
 * The values of an axis as people write them: `20, 30`, `1-5`, `1-10 (+3)`, `10-1 (-3)`, `0-1 [5]`, `"a, b", c`. Numbers
 * leave out empty items; text keeps them.
 *
 * Total: an item that cannot be read is a finding, and the plot should not start. Source: AUTOMATIC1111 `xyz_grid.py`,
 * `process_axis`, number for number.
 */
export function parseAxisValues(text: string, type: AxisType): AxisReading {
  const items = parseCsv(text);
  if (type === "text") return { values: items, findings: [] };
  if (type === "permutation")
    return items.length > mostWords
      ? { values: [], findings: [{ code: "prompt/axisTooLong", item: text, most: mostWords }] }
      : { values: permutations(items), findings: [] };
  const values: number[] = [];
  const findings: AxisFinding[] = [];
  for (const item of items) {
    if (item === "") continue;
    const numbers = numbersOf(item, type);
    if (!Array.isArray(numbers)) findings.push(numbers);
    else if (values.length + numbers.length > mostValues)
      findings.push({ code: "prompt/axisTooLong", item, most: mostValues });
    else values.push(...numbers);
  }
  return { values, findings };
}
