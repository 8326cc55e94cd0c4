import type { WeightTensor } from "../tensor-scope.ts";
import { loraErrors } from "./errors.ts";
import type { LoraPart } from "./lora-key.ts";

/** The tensors of one module of a LoRA, and those of its numbers that were read. */
export interface ModuleParts {
  readonly file: string;
  readonly name: string;
  readonly tensors: ReadonlyMap<LoraPart, WeightTensor>;
  /** Values of single numbers: alpha, scale, on_input. */
  readonly numbers: ReadonlyMap<LoraPart, number>;
  /** What the file's description says of a module without an alpha: its scale, by its rank. */
  readonly scaleFor?: ((rank: number) => number | undefined) | undefined;
}

/** What every kind of module has. */
export interface ModuleCommon {
  /** As the file names it. */
  readonly name: string;
  /** By which the change is multiplied before its strength. */
  readonly scale: number;
  /** A matrix that is added to the change, before `scale`. */
  readonly bias?: WeightTensor | undefined;
  /** What is added to the layer's bias, times `scale`; also of a layer that has none. */
  readonly biasChange?: BiasChange | undefined;
  readonly magnitude?: Magnitude | undefined;
}

/** ΔB = scale·change. PEFT scales a bias as it scales the matrices, ComfyUI's `diff_b` stands by itself. */
interface BiasChange {
  readonly change: WeightTensor;
  readonly scale: number;
}

/**
 * DoRA: the length that every input's column, or every output's row, of the changed weight is given. The name of the
 * tensor says which: LyCORIS's `dora_scale` has the shape of what it measures; PEFT's vector is of the outputs, always.
 */
interface Magnitude {
  readonly lengths: WeightTensor;
  readonly of: "inputs" | "outputs";
}

/** Rows and columns of a change, as it is added to a weight seen as a matrix [rows, columns]. Undefined: fits any. */
export interface DeltaSize {
  readonly rows: number | undefined;
  readonly columns: number | undefined;
}

/**
 * `scale` if the file says it, else alpha over rank where both are known, else what the file's description says of the
 * module, else 1. Source: A1111 `NetworkModule.calc_scale`; PEFT for the description.
 */
const scaleOf = ({ numbers, scaleFor }: ModuleParts, rank?: number): number => {
  const alpha = numbers.get("alpha");
  const told = numbers.get("scale");
  if (told !== undefined) return told;
  if (rank === undefined) return 1;
  return alpha !== undefined ? alpha / rank : (scaleFor?.(rank) ?? 1);
};

export function commonOf(parts: ModuleParts, rank?: number): ModuleCommon {
  const scale = scaleOf(parts, rank);
  return {
    name: parts.name,
    scale,
    bias: parts.tensors.get("bias"),
    biasChange: biasChangeOf(parts, scale),
    magnitude: magnitudeOf(parts),
  };
}

/** Errors: `weights/badLora`. Sources: ComfyUI `diff_b`; LyCORIS `b_norm`; PEFT `lora_bias`. */
function biasChangeOf({ tensors }: ModuleParts, scale: number): BiasChange | undefined {
  const alone = tensors.get("diff_b") ?? tensors.get("b_norm");
  const scaled = tensors.get("up_bias");
  const change = alone ?? scaled;
  if (!change) return undefined;
  matrixOf(change);
  return { change, scale: alone ? 1 : scale };
}

/** Sources: LyCORIS `wd_on_output`; PEFT `dora.py`, which measures outputs also where its vector is [1, out, 1, 1]. */
function magnitudeOf({ tensors }: ModuleParts): Magnitude | undefined {
  const ofOutputs = tensors.get("output_magnitude");
  if (ofOutputs) return { lengths: ofOutputs, of: "outputs" };
  const lengths = tensors.get("magnitude");
  const isOfInputs = lengths !== undefined && lengths.shape.length > 1 && lengths.shape[0] === 1;
  return lengths && { lengths, of: isOfInputs ? "inputs" : "outputs" };
}

/** Whether a module has all of these tensors. */
export const hasAll = ({ tensors }: ModuleParts, ...names: readonly LoraPart[]): boolean =>
  names.every((name) => tensors.has(name));

export function partOf({ file, name, tensors }: ModuleParts, part: LoraPart): WeightTensor {
  const found = tensors.get(part);
  if (!found)
    throw loraErrors.badLora({ file, tensor: name, fault: { en: `has no "${part}"`, zh: `没有「${part}」` } });
  return found;
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** A tensor seen as a matrix: its first dimension, and all others as one. Errors: `weights/badLora` for an empty one. */
export function matrixOf(tensor: WeightTensor): { rows: number; columns: number } {
  const rows = tensor.shape[0] ?? 1;
  const values = product(tensor.shape);
  if (!Number.isSafeInteger(values) || values === 0 || tensor.shape.length > 5)
    throw badShape(tensor, "a matrix that is not empty");
  return { rows, columns: values / rows };
}

/** A stack of kernels, [n, m, kh, kw]. Errors: `weights/badLora`. */
export function kernelOf(tensor: WeightTensor): { rows: number; columns: number; cells: number } {
  if (tensor.shape.length !== 4) throw badShape(tensor, "four dimensions");
  const { rows } = matrixOf(tensor);
  const [, columns = 1, height = 1, width = 1] = tensor.shape;
  return { rows, columns, cells: height * width };
}

export const badShape = (tensor: WeightTensor, expected: string) =>
  loraErrors.badLora({
    file: tensor.file,
    tensor: tensor.name,
    fault: {
      en: `has shape [${tensor.shape.join(", ")}], where ${expected} would fit`,
      zh: `的形状是 [${tensor.shape.join(", ")}]，应为 ${expected}`,
    },
  });

/** Fails where a count is not the one that the module's other tensors have. Errors: `weights/badLora`. */
export function expectSize(tensor: WeightTensor, what: string, actual: number, expected: number): void {
  if (actual !== expected) throw badShape(tensor, `${what} ${expected} (not ${actual})`);
}
