import type { TensorScope } from "../tensor-scope.ts";
import type { RrdbParts } from "./rrdb-names.ts";

/** How the features of a transformer become pixels. Source: Liang et al. 2021, SwinIR, section 3.1. */
export type Reconstruction =
  /** Convolutions that put cells into channels, one after the other: `factors` of each. */
  | { readonly kind: "shuffle"; readonly factors: readonly number[] }
  /** The same in one step, and nothing after it. */
  | { readonly kind: "shuffleDirect"; readonly factor: number }
  /** So many doublings by nearest neighbour, each followed by a convolution. */
  | { readonly kind: "doublings"; readonly count: number }
  /** The size stays: what was learned is a difference. */
  | { readonly kind: "difference" };

/** A group of blocks of a transformer, with a convolution at its end. */
export interface TransformerGroup {
  readonly blocks: number;
  readonly heads: number;
}

/** What runs a picture through an upscaler. */
export type UpscalerNetwork =
  /** ESRGAN. With `unshuffle` 2 or 4, cells of that side become channels before anything else. */
  | { readonly kind: "rrdb"; readonly parts: RrdbParts; readonly unshuffle: number }
  /** Real-ESRGAN's small networks: convolutions and activations in turn. */
  | { readonly kind: "compact"; readonly body: readonly TensorScope[] }
  /** SPAN. Whether colours are moved by their mean and stretched to 0 … 255 first. */
  | { readonly kind: "span"; readonly w: TensorScope; readonly isNormed: boolean }
  | {
      readonly kind: "swinir";
      readonly w: TensorScope;
      readonly groups: readonly TransformerGroup[];
      /** Cells on a side of the windows within which cells see each other. */
      readonly window: number;
      readonly unshuffle: number;
      /** What white is. */
      readonly range: number;
      readonly reconstruction: Reconstruction;
    }
  | {
      readonly kind: "dat";
      readonly w: TensorScope;
      readonly groups: readonly TransformerGroup[];
      /** Height and width of the first half's windows; the second half's lie across. */
      readonly window: readonly [number, number];
      readonly reconstruction: Reconstruction;
    };

/** A network that makes pictures larger. */
export interface Upscaler {
  readonly file: string;
  /** What its authors call it: `ESRGAN`, `SwinIR` … */
  readonly architecture: string;
  /** How many times as large a side becomes; 1 for those that only mend. */
  readonly scale: number;
  /** Sides of its input must be multiples of this. */
  readonly multiple: number;
  readonly network: UpscalerNetwork;
}
