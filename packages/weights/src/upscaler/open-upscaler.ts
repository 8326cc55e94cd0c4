import type { Reason } from "@danfang/domain";
import type { Tensors } from "../families/family.ts";
import { type ModelHeader, readModelHeader } from "../model-header.ts";
import { type TensorScope, tensorScope } from "../tensor-scope.ts";
import { unwrapNames, wrappers } from "../wrappers.ts";
import { type Architecture, architectures } from "./architectures.ts";
import { upscalerErrors } from "./errors.ts";
import type { Upscaler } from "./upscaler.ts";

interface Recognised {
  readonly architecture: Architecture;
  readonly w: TensorScope;
}

function recognise(file: string, tensors: Tensors): Recognised | undefined {
  const all = [...unwrapNames(tensors).values()];
  const prefixes = [...wrappers, "model."].filter((prefix) => all.some(({ name }) => name.startsWith(prefix)));
  for (const prefix of ["", ...prefixes]) {
    const w = tensorScope(file, all, prefix);
    const architecture = architectures.find(({ isOf }) => isOf(w));
    if (architecture) return { architecture, w };
  }
  return undefined;
}

/** What the authors of such a network call it, whether it can be used or not; undefined for what is none. Total. */
export function upscalerArchitecture(
  tensors: Tensors,
): { readonly name: string; readonly isUsable: boolean; readonly mendsFaces: boolean } | undefined {
  const { architecture } = recognise("", tensors) ?? {};
  if (!architecture) return undefined;
  const { name, open, mendsFaces = false } = architecture;
  return { name, isUsable: open !== undefined, mendsFaces };
}

/** {@link openUpscaler} of a header that was read already; undefined where it is no upscaler that can be used. */
export function findUpscaler(file: string, { tensors }: Pick<ModelHeader, "tensors">): Upscaler | undefined {
  const { architecture, w } = recognise(file, tensors) ?? {};
  const opened = w && architecture?.open?.(w);
  if (!architecture || !opened) return undefined;
  const { scale } = opened;
  const isPossible = Number.isInteger(scale) && scale >= 1 && scale <= largestScale;
  return isPossible ? { file, architecture: architecture.name, ...opened } : undefined;
}

/** Nobody trains for more; a picture would not fit into memory. */
const largestScale = 16;

/**
 * Opens an upscaler (`.pth` or `.safetensors`), recognised by its tensors' names and measured by their shapes: ESRGAN old
 * and new, ESRGAN+, BSRGAN, RealSR, Real-ESRGAN with and without pixel-unshuffle and its compact networks, SwinIR, DAT,
 * SPAN. No weight is read.
 *
 * Errors: `formats/…`, `weights/notAnUpscaler`, `weights/missingTensor`.
 */
export const openUpscaler = async (file: string): Promise<Upscaler> => readUpscaler(file, await readModelHeader(file));

/** {@link openUpscaler} of a header that was read already. Errors: `weights/notAnUpscaler`, `weights/missingTensor`. */
export function readUpscaler(file: string, header: Pick<ModelHeader, "tensors">): Upscaler {
  const found = findUpscaler(file, header);
  if (found) return found;
  throw upscalerErrors.notAnUpscaler({ file, found: foundText(header.tensors) });
}

function foundText(tensors: Tensors): Reason {
  const seen = upscalerArchitecture(tensors);
  if (seen?.isUsable)
    return {
      en: `it is built like ${seen.name}, with shapes that do not fit`,
      zh: `结构像 ${seen.name}，但形状对不上`,
    };
  if (seen)
    return {
      en: `it is a network of ${seen.name}, which cannot be run yet`,
      zh: `它是 ${seen.name} 网络，现在还不能运行`,
    };
  const [first = "nothing"] = tensors.keys();
  return {
    en: `its tensors (${first.slice(0, 100)} …) are of another network`,
    zh: `它的张量（${first.slice(0, 100)} …）属于别的网络`,
  };
}
