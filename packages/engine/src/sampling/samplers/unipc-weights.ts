import type { UnipcOptions } from "../sampler.ts";
import { solveLinear } from "./solve-linear.ts";

/**
 * What the differences of predictions are multiplied by in one step of UniPC, the factor α_t being left out. The last
 * one belongs to the corrector's own difference (r = 1) and is not used by the predictor.
 */
export interface UnipcWeights {
  /** (e^−h − 1) of the latest prediction. */
  readonly phi1: number;
  /** One per earlier prediction. */
  readonly predictor: readonly number[];
  /** One per earlier prediction, and one for the new one. */
  readonly corrector: readonly number[];
}

/**
 * `ratios`: where the earlier predictions lie, (λ_k − λ_0)/h, newest first; `h` the step in λ.
 *
 * Source: Zhao et al. 2023, arXiv 2302.04867, Algorithms 5 and 6 for data prediction, with B(h) = h (bh1), e^h − 1 (bh2)
 * or varying coefficients; the latter as the reference implementation has them, whose corrector gives the new
 * difference the inverse's last row but one.
 */
export function unipcWeights(ratios: readonly number[], h: number, variant: UnipcOptions["variant"]): UnipcWeights {
  const hh = -h;
  const phi1 = Math.expm1(hh);
  const all = [...ratios, 1];
  return { phi1, ...(variant === "vary_coeff" ? varying(all, hh, phi1) : fixed(all, hh, phi1, variant)) };
}

function fixed(ratios: readonly number[], hh: number, phi1: number, variant: "bh1" | "bh2") {
  const size = variant === "bh1" ? hh : phi1;
  const rows = ratios.map((_, power) => ratios.map((ratio) => ratio ** power));
  const right: number[] = [];
  let [phi, factorial] = [phi1 / hh - 1, 1];
  for (let i = 1; i <= ratios.length; i++) {
    right.push((phi * factorial) / size);
    factorial *= i + 1;
    phi = phi / hh - 1 / factorial;
  }
  const inner = rows.slice(0, -1).map((row) => row.slice(0, -1));
  const predictor = ratios.length === 2 ? [0.5] : solveLinear(inner, right.slice(0, -1));
  const corrector = ratios.length === 1 ? [0.5] : solveLinear(rows, right);
  const sized = (weights: readonly number[]) => weights.map((weight) => weight * size);
  return { predictor: sized(predictor), corrector: sized(corrector) };
}

function varying(ratios: readonly number[], hh: number, phi1: number) {
  const count = ratios.length;
  const phis: number[] = [];
  let [phi, factorial] = [phi1, 1];
  for (let k = 1; k <= count + 1; k++) {
    phis.push(phi);
    phi = phi / hh - 1 / factorial;
    factorial *= k + 1;
  }
  const rows = ratios.map((ratio) => {
    let factorialOfPower = 1;
    return ratios.map((_, power) => {
      if (power > 0) factorialOfPower *= power + 1;
      return ratio ** power / factorialOfPower;
    });
  });
  const weighted = (inverse: readonly (readonly number[])[], column: number, terms: number) =>
    inverse.slice(0, terms).reduce((sum, row, k) => sum + phis[k + 1]! * row[column]!, 0);
  const inner = inverseOf(rows.slice(0, -1).map((row) => row.slice(0, -1)));
  const whole = inverseOf(rows);
  const earlier = ratios.slice(0, -1);
  const own = phis[count]! * whole[Math.max(count - 2, 0)]![count - 1]!;
  return {
    predictor: earlier.map((_, column) => weighted(inner, column, count - 1)),
    corrector: [...earlier.map((_, column) => weighted(whole, column, count - 1)), own],
  };
}

function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const columns = matrix.map((_, j) =>
    solveLinear(
      matrix,
      matrix.map((_row, i) => (i === j ? 1 : 0)),
    ),
  );
  return matrix.map((_, i) => columns.map((column) => column[i]!));
}
