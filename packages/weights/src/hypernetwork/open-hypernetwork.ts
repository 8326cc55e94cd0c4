import { openFile, type PickleValue, readTorch, type TorchFile } from "@danfang/formats";
import { stemOf } from "../embedding/read-embedding.ts";
import { weightsErrors } from "../errors.ts";
import { tensorsOf as everyTensorOf } from "../lora/module.ts";
import { type TensorScope, tensorScope, type WeightTensor } from "../tensor-scope.ts";
import { hypernetworkErrors } from "./errors.ts";
import type { Hypernetwork, HypernetworkModule, HypernetworkStep } from "./hypernetwork.ts";
import { type HypernetworkStructure, parseStructure } from "./structure.ts";

/** Wider than any text encoder or UNet. */
const widest = 16_384;

/**
 * Opens a hypernetwork of AUTOMATIC1111's WebUI. Every tensor is compared with what the described layers need.
 *
 * Errors: `formats/…`, `weights/notAHypernetwork`, `weights/badHypernetwork`, `weights/unsupportedActivation`,
 * `weights/missingTensor`, `weights/unexpectedShape`. Source: AUTOMATIC1111 `hypernetwork.py`.
 */
export async function openHypernetwork(file: string): Promise<Hypernetwork> {
  const source = await openFile(file);
  try {
    return readHypernetwork(file, await readTorch(source));
  } finally {
    await source.close();
  }
}

/** {@link openHypernetwork} of a file that was read already. */
export function readHypernetwork(file: string, { tree, tensors, metadata }: TorchFile): Hypernetwork {
  if (!(tree instanceof Map))
    throw hypernetworkErrors.notAHypernetwork({ file, found: { en: "it holds a single value", zh: "里面只有一个值" } });
  const structure = parseStructure(file, fieldsOf(tree));
  const all = tensorScope(file, tensors.values());
  const modules = new Map<number, { k: HypernetworkModule; v: HypernetworkModule }>();
  for (const [width, pair] of tree) {
    if (typeof width !== "number") continue;
    if (!Number.isInteger(width) || width < 1 || width > widest || !Array.isArray(pair) || pair.length !== 2)
      throw hypernetworkErrors.badHypernetwork({
        file,
        fault: { en: `its part ${width} is not a pair for a width`, zh: `其中 ${width} 部分不成对` },
      });
    const half = (i: number) => stepsOf(all.at(`${width}.${i}`), width, structure);
    modules.set(width, { k: half(0), v: half(1) });
  }
  if (modules.size === 0)
    throw hypernetworkErrors.notAHypernetwork({
      file,
      found: { en: "it has no layers for any width", zh: "没有任何宽度的层" },
    });
  const { name = stemOf(file), ...notes } = metadata;
  const used = new Set([...modules.values()].flatMap(everyTensorOf).map((tensor) => tensor.name));
  const unread = [...tensors.keys()].filter((key) => /^\d+\./.test(key) && !used.has(key));
  return { file, name, modules, metadata: notes, unread };
}

/** The entries that are named by text, as an object to be parsed. */
const fieldsOf = (tree: ReadonlyMap<PickleValue, PickleValue>): Record<string, PickleValue> =>
  Object.fromEntries([...tree].flatMap(([key, value]) => (typeof key === "string" ? [[key, value]] : [])));

/**
 * The steps of one module. They are numbered as they stand in the sequence that the file's author built, so numbers depend
 * on which of them there are. The oldest files name their two layers otherwise.
 */
function stepsOf(scope: TensorScope, width: number, structure: HypernetworkStructure): HypernetworkModule {
  const { layers, activation, hasLayerNorm, activatesOutput, hasDropout } = structure;
  const steps: HypernetworkStep[] = [];
  let number = 0;
  layers.slice(1).forEach((size, i) => {
    const [from, to] = [layers[i]!, size].map((part) => Math.trunc(width * part));
    steps.push({ kind: "linear", ...tensorsOf(scope, nameOf(scope, number++), [to!, from!]) });
    const isLast = i === layers.length - 2;
    if (activation !== "identity" && (activatesOutput || !isLast)) {
      const place = `linear.${number++}`;
      if (activation !== "prelu") steps.push({ kind: "activation", name: activation });
      else steps.push({ kind: "activation", name: activation, slope: shaped(scope.tensor(`${place}.weight`), [1]) });
    }
    if (hasLayerNorm) steps.push({ kind: "layerNorm", ...tensorsOf(scope, nameOf(scope, number++), [to!]) });
    if (hasDropout[i]) number++;
  });
  return steps;
}

/** `linear1` and `linear2` are the first and second step of the oldest files. */
function nameOf(scope: TensorScope, number: number): string {
  const old = `linear${number + 1}`;
  return number < 2 && scope.has(`${old}.weight`) ? old : `linear.${number}`;
}

function tensorsOf(
  scope: TensorScope,
  name: string,
  shape: readonly number[],
): { weight: WeightTensor; bias: WeightTensor } {
  return {
    weight: shaped(scope.tensor(`${name}.weight`), shape),
    bias: shaped(scope.tensor(`${name}.bias`), shape.slice(0, 1)),
  };
}

function shaped(tensor: WeightTensor, expected: readonly number[]): WeightTensor {
  const text = (shape: readonly number[]) => `[${shape.join(", ")}]`;
  if (text(tensor.shape) === text(expected)) return tensor;
  throw weightsErrors.unexpectedShape({
    file: tensor.file,
    tensor: tensor.name,
    expected: text(expected),
    actual: text(tensor.shape),
  });
}
