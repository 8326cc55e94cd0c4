import { expect, it } from "vitest";
import { webuiGoldens } from "../../goldens/sampling/webui.ts";
import { linspace } from "./linspace.ts";
import { exp32, log32, pow32 } from "./torch-math.ts";

const f = Math.fround;
const { exp, log, pow, linspaces } = webuiGoldens.float32;

it("is torch's to the last bit", () => {
  for (const [x, y] of exp) expect([x, exp32(x)]).toEqual([x, f(y)]);
  for (const [x, y] of log) expect([x, log32(x)]).toEqual([x, f(y)]);
  for (const { base, exponent, result } of pow) expect(pow32(base, exponent)).toEqual(result.map(f));
});

it.each(linspaces)("divides $start … $end by $n as torch does", ({ start, end, n, values }) => {
  expect(linspace(start, end, n)).toEqual(values.map(f));
});

it("raises nothing to nothing", () => {
  expect(pow32([0, 1], 7)).toEqual([0, 1]);
  expect(pow32(Array(16).fill(0), 7)).toEqual(Array(16).fill(0));
});
