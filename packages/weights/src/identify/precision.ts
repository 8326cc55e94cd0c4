import type { Dtype, TensorTable } from "@danfang/formats";
import type { Outline } from "./outline.ts";

export interface Precision {
  /** Stored number format of most values, in the words of model pages: fp16, bf16, fp32 … */
  readonly precision: string;
  readonly parameters: number;
}

const names: Partial<Record<Dtype, string>> = {
  F64: "fp64",
  F32: "fp32",
  F16: "fp16",
  BF16: "bf16",
  F8_E4M3: "fp8",
  F8_E5M2: "fp8",
};

/** What stands beside packed or scaled numbers and tells how they are read. */
const companions: readonly (readonly [ending: RegExp, precision: string, valuesPerNumber: number])[] = [
  [/\.quant_state\.bitsandbytes__nf4$/, "nf4", 2],
  [/\.quant_state\.bitsandbytes__fp4$/, "fp4", 2],
  [/\.SCB$/, "int8", 1],
  [/\.(?:wscales|smooth_factor|smooth)$/, "svdq int4", 2],
  [/(?:^|\.)(?:scaled_fp8|scale_weight|weight_scale|scale_input|input_scale)$/, "fp8 scaled", 1],
];
const isCompanion =
  /\.(?:absmax|quant_map|nested_absmax|nested_quant_map|quant_state\.\w+|SCB|wscales|smooth|smooth_orig)$/;

/** Of everything in a file; what only says how others are read is not counted. */
export function precisionOf(table: TensorTable, outline: Outline): Precision {
  const patterns = [...outline.patterns];
  const [, packing, perNumber = 1] = companions.find(([ending]) => patterns.some((name) => ending.test(name))) ?? [];
  const hasCompanions = patterns.some((name) => isCompanion.test(name));
  const counts = new Map<Dtype, number>();
  let parameters = 0;
  for (let row = 0; row < table.size; row++) {
    if (hasCompanions && isCompanion.test(table.name(row))) continue;
    const dtype = table.dtype(row);
    const values = table.values(row);
    parameters += perNumber > 1 && /^[UI]\d/.test(dtype) ? values * perNumber : values;
    counts.set(dtype, (counts.get(dtype) ?? 0) + values);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most || most[1] === 0) return { precision: "unknown", parameters };
  const isPacked = packing !== undefined && (/^[UI]\d/.test(most[0]) || most[0].startsWith("F8"));
  return { precision: isPacked ? packing : (names[most[0]] ?? most[0].toLowerCase()), parameters };
}
