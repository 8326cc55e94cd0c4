import type { Dtype } from "../tensors/dtype.ts";

interface GgmlType {
  readonly name: string;
  readonly dtype: Dtype;
}

/** How ggml stores numbers, by its number for it. Source: ggml `enum ggml_type`. */
export const ggmlTypes: ReadonlyMap<number, GgmlType> = new Map<number, GgmlType>([
  ...(
    [
      [0, "F32", "F32"],
      [1, "F16", "F16"],
      [28, "F64", "F64"],
      [30, "BF16", "BF16"],
    ] as const
  ).map(([type, name, dtype]) => [type, { name, dtype }] as const),
  ...(
    [
      [2, "Q4_0"],
      [3, "Q4_1"],
      [6, "Q5_0"],
      [7, "Q5_1"],
      [8, "Q8_0"],
      [9, "Q8_1"],
      [10, "Q2_K"],
      [11, "Q3_K"],
      [12, "Q4_K"],
      [13, "Q5_K"],
      [14, "Q6_K"],
      [15, "Q8_K"],
      [16, "IQ2_XXS"],
      [17, "IQ2_XS"],
      [18, "IQ3_XXS"],
      [19, "IQ1_S"],
      [20, "IQ4_NL"],
      [21, "IQ3_S"],
      [22, "IQ2_S"],
      [23, "IQ4_XS"],
      [29, "IQ1_M"],
    ] as const
  ).map(([type, name]) => [type, { name, dtype: "F16" as const }] as const),
]);
