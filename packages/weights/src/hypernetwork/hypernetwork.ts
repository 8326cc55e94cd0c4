import { type Problem, problemOf } from "@danfang/domain";
import type { WeightTensor } from "../tensor-scope.ts";
import type { UnetLayout } from "../unet-layout.ts";
import type { Activation } from "./activation.ts";
import { hypernetworkErrors } from "./errors.ts";

/** A step of a module, in the order they run. Dropout is for training and not among them. */
export type HypernetworkStep =
  | { readonly kind: "linear"; readonly weight: WeightTensor; readonly bias: WeightTensor }
  | { readonly kind: "layerNorm"; readonly weight: WeightTensor; readonly bias: WeightTensor }
  | { readonly kind: "activation"; readonly name: Exclude<Activation, "identity" | "prelu"> }
  | { readonly kind: "activation"; readonly name: "prelu"; readonly slope: WeightTensor };

/** x + multiplier · steps(x), over the last dimension. */
export type HypernetworkModule = readonly HypernetworkStep[];

/** A hypernetwork. No weight was read: they lie in the file. */
export interface Hypernetwork {
  readonly file: string;
  /** The one inside the file, else the file's own. */
  readonly name: string;
  /** By the width of what an attention makes keys and values of: 768 for the text of SD 1.x, 320 for its widest cells. */
  readonly modules: ReadonlyMap<number, { readonly k: HypernetworkModule; readonly v: HypernetworkModule }>;
  readonly metadata: Readonly<Record<string, string>>;
  /** Names of tensors below the widths that no layer of the description asks for. */
  readonly unread: readonly string[];
}

/** Widths of the text and of the cells that a UNet attends to, ascending. */
function attendedWidths(
  { contextWidth, input, middle, output }: UnetLayout,
  widthOf: (path: string) => number,
): number[] {
  const modules = [...input, middle, ...output].flat();
  const cells = modules.flatMap((module) => (module.kind === "transformer" ? [widthOf(module.path)] : []));
  return [...new Set(contextWidth === undefined ? cells : [...cells, contextWidth])].sort((a, b) => a - b);
}

/**
 * Why a hypernetwork leaves a UNet as it is; undefined where it acts. `widthOf` tells the channels of a transformer by its
 * path: the norm before it has so many.
 */
export function hypernetworkNote(
  { file, name, modules }: Hypernetwork,
  layout: UnetLayout,
  widthOf: (path: string) => number,
): Problem | undefined {
  const expected = attendedWidths(layout, widthOf);
  if (expected.some((width) => modules.has(width))) return undefined;
  const widths = [...modules.keys()];
  return problemOf(hypernetworkErrors.hypernetworkOtherWidth({ file, name, widths, expected }));
}
