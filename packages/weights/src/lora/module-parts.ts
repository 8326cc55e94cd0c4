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
}

/** What every kind of module has. */
export interface ModuleCommon {
  /** As the file names it. */
  readonly name: string;
  /** By which the change is multiplied before its strength. */
  readonly scale: number;
  /** A matrix that is added to the change, before `scale`. */
  readonly bias?: WeightTensor | undefined;
  /** DoRA: the length that each column (or row) of the changed weight is given. */
  readonly magnitude?: WeightTensor | undefined;
}

/** Rows and columns of a change, as it is added to a weight seen as a matrix [rows, columns]. Undefined: fits any. */
export interface DeltaSize {
  readonly rows: number | undefined;
  readonly columns: number | undefined;
}

/** `scale` if the file says it, else alpha over rank where both are known, else 1. Source: A1111 `NetworkModule.calc_scale`. */
const scaleOf = ({ numbers }: ModuleParts, rank?: number): number => {
  const alpha = numbers.get("alpha");
  return numbers.get("scale") ?? (alpha !== undefined && rank !== undefined ? alpha / rank : 1);
};

export const commonOf = (parts: ModuleParts, rank?: number): ModuleCommon => ({
  name: parts.name,
  scale: scaleOf(parts, rank),
  bias: parts.tensors.get("bias"),
  magnitude: parts.tensors.get("magnitude"),
});

/** Whether a module has all of these tensors. */
export const hasAll = ({ tensors }: ModuleParts, ...names: readonly LoraPart[]): boolean =>
  names.every((name) => tensors.has(name));

export function partOf({ file, name, tensors }: ModuleParts, part: LoraPart): WeightTensor {
  const found = tensors.get(part);
  if (!found) throw loraErrors.badLora({ file, tensor: name, fault: `has no "${part}"` });
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
    fault: `has shape [${tensor.shape.join(", ")}], where ${expected} would fit`,
  });

/** Fails where a count is not the one that the module's other tensors have. Errors: `weights/badLora`. */
export function expectSize(tensor: WeightTensor, what: string, actual: number, expected: number): void {
  if (actual !== expected) throw badShape(tensor, `${what} ${expected} (not ${actual})`);
}
