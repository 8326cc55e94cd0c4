import type { WeightTensor } from "@danfang/weights";
import type { Value, WeightView } from "./value.ts";

/** How a layer multiplies what it is given by a weight. */
export type ProductLayer =
  | { readonly kind: "linear"; readonly x: Value; readonly bias: Value | undefined }
  | {
      readonly kind: "conv";
      /** Padded already where `pads` are zero. */
      readonly x: Value;
      readonly bias: Value | undefined;
      readonly stride: number;
      readonly pads: readonly [number, number, number, number];
    };

/** What a layer multiplies by, and what is added to the product. */
export interface Product {
  readonly weight: Value;
  /** Takes the place of the bias and contains it: shaped like the layer's result, or for a matrix like a bias. */
  readonly beside?: Value | undefined;
}

/**
 * What an addition to a model (LoRA and its relatives, tiling) changes about a graph while it is built. Without hooks a
 * graph is, to the byte, the checkpoint's own. `Graph` is what they build with.
 */
export interface Hooks<Graph> {
  /** Inputs [1] that the changes depend on: strengths, so that another strength needs no other graph. */
  readonly inputs?: readonly string[];
  /** W → W′ in the shape of the view, for whoever asks for a weight; undefined where it stays as it is. */
  readonly weight?: (g: Graph, tensor: WeightTensor, view: WeightView) => Value | undefined;
  /** For layers that multiply: part of the change may be added beside the product, where that is less work. */
  readonly product?: (g: Graph, tensor: WeightTensor, view: WeightView, layer: ProductLayer) => Product | undefined;
  /** How convolutions see what lies beyond the picture's edge: circular makes pictures that tile. */
  readonly padding?: "zeros" | "circular";
  /** `fused` (the default): one operator that never holds a T×S matrix. `plain`: products and a softmax. */
  readonly attention?: "fused" | "plain";
}
