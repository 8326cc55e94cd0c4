import type { Dtype, TensorTable } from "@danfang/formats";
import { packings } from "../packing.ts";
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

const isCompanion =
  /\.(?:absmax|quant_map|nested_absmax|nested_quant_map|quant_state\.\w+|SCB|wscales|smooth|smooth_orig)$/;

/** Of everything in a file; what only says how others are read is not counted. */
export function precisionOf(table: TensorTable, outline: Outline): Precision {
  const patterns = [...outline.patterns];
  const { precision: packing, valuesPerNumber: perNumber = 1 } =
    packings.find(({ ending }) => patterns.some((name) => ending.test(name))) ?? {};
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
