/**
 * float32 exponential, logarithm and power, to the last bit as torch has them on a CPU with AVX2.
 *
 * A noise level that differs in its last bit would do for every sampler but those with a Brownian motion: that is rough,
 * and a level moved by a millionth moves its noise by a thousandth.
 * Source: SLEEF 3 `expf`, `logf` and `powf` of 1.0 ulp, which torch calls. Where they calculate with pairs of float32,
 * float64 stands here: it holds more than a pair does, and the last rounding is the same.
 */
const f = Math.fround;

/** ln 2 as a short number, that any exponent times it is exact, and what is missing. */
const ln2High = f(0.693145751953125);
const ln2Low = f(1.428606765330187e-6);
const ln2 = f(0.6931471824645996) + f(-1.904654323148236e-9);
const perLn2 = f(Math.LOG2E);

/** a·b + c, rounded once. */
const fma = (a: number, b: number, c: number): number => f(a * b + c);
/** Highest power first, float32. */
const polynomial = (x: number, coefficients: readonly number[]): number =>
  coefficients.map(f).reduce((sum, coefficient) => fma(sum, x, coefficient));

const roundEven = (x: number): number => {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
};

const expTerms = [0.00019852761, 0.0013930436, 0.00833336, 0.041666485, 0.16666667, 0.5];
const expTermsOfPower = [0.0013632465, 0.008365969, 0.041671082, 0.16666552, 0.49999985];
const logTerms = [0.3027294874, 0.3996108174, 0.666669488];
const logTermsOfPower = [0.24032035, 0.28511268, 0.400008];
const twoThirds = f(0.6666666269302368) + f(3.6918386125961433e-9);

/** e^x for x whose result is a normal number. */
export function exp32(x: number): number {
  const d = f(x);
  const q = roundEven(f(d * perLn2));
  const s = fma(q, -ln2Low, fma(q, -ln2High, d));
  return f(f(1 + fma(f(s * s), polynomial(s, expTerms), s)) * 2 ** q);
}

/** ln x for normal x > 0. */
export function log32(x: number): number {
  const { e, ratio } = split(x);
  const square = f(f(ratio) * f(ratio));
  return f(ln2 * e + 2 * ratio + f(f(square * f(ratio)) * polynomial(square, logTerms)));
}

/** Values that torch's vector loop takes at a time. What is left of a tensor goes through the C library. */
const block = 16;

/** x^y of every value of a tensor, x = 0 or normal x > 0, y > 0. */
export const pow32 = (values: readonly number[], y: number): number[] =>
  values.map((x, i) => (i < values.length - (values.length % block) ? vectorPow(x, y) : f(f(x) ** f(y))));

function vectorPow(x: number, y: number): number {
  if (x === 0) return 0;
  const { e, ratio } = split(x);
  const square = ratio * ratio;
  const series = square * polynomial(f(square), logTermsOfPower) + twoThirds;
  const d = (ln2 * e + 2 * ratio + square * ratio * series) * f(y);
  const q = roundEven(f(f(d) * perLn2));
  const s = d - q * ln2High - q * ln2Low;
  return f(f(1 + s + s * s * polynomial(f(s), expTermsOfPower)) * 2 ** q);
}

/** x = m·2^e with m in [0.75, 1.5), and (m − 1)/(m + 1). */
function split(x: number): { e: number; ratio: number } {
  const e = Math.floor(Math.log2(f(f(x) * f(1 / 0.75))));
  const m = f(x) / 2 ** e;
  return { e, ratio: (m - 1) / (m + 1) };
}
