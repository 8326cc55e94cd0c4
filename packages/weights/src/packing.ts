import { weightsErrors } from "./errors.ts";

/** Numbers that mean something only together with what stands beside them. */
interface Packing {
  /** How the name of what stands beside them ends. */
  readonly ending: RegExp;
  /** In the words of model pages. */
  readonly precision: string;
  /** How many of the network's numbers are in one of the file's. */
  readonly valuesPerNumber: number;
  /** Whose way of packing it is. */
  readonly of: string;
}

/** Sources: bitsandbytes `functional.py`; Nunchaku `linear.py`; ComfyUI `ops.py`; AutoGPTQ `qlinear`; ComfyUI `comfy_quant`. */
export const packings: readonly Packing[] = [
  { ending: /\.quant_state\.bitsandbytes__nf4$/, precision: "nf4", valuesPerNumber: 2, of: "bitsandbytes" },
  { ending: /\.quant_state\.bitsandbytes__fp4$/, precision: "fp4", valuesPerNumber: 2, of: "bitsandbytes" },
  { ending: /\.SCB$/, precision: "int8", valuesPerNumber: 1, of: "bitsandbytes" },
  {
    ending: /\.(?:wscales|smooth_factor|smooth)$/,
    precision: "svdq int4",
    valuesPerNumber: 2,
    of: "Nunchaku (SVDQuant)",
  },
  { ending: /\.(?:qweight|qzeros)$/, precision: "int4", valuesPerNumber: 8, of: "GPTQ or AWQ" },
  {
    ending: /(?:^|\.)(?:scaled_fp8|scale_weight|weight_scale|scale_input|input_scale|comfy_quant)$/,
    precision: "fp8 scaled",
    valuesPerNumber: 1,
    of: "ComfyUI",
  },
  { ending: /\.absmax$/, precision: "few bits", valuesPerNumber: 2, of: "bitsandbytes" },
];

/** Why a file of packed numbers is not read; undefined where its numbers stand for themselves. `weights/packedNumbers`. */
export function packedError(file: string, names: Iterable<string>) {
  for (const name of names)
    for (const { ending, precision, of } of packings)
      if (ending.test(name)) return weightsErrors.packedNumbers({ file, tensor: name, packing: precision, of });
  return undefined;
}
