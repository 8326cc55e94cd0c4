import type {
  InitRequest,
  MaskRequest,
  Problem,
  RgbaImage,
  RgbImage,
  SamplingKnobs,
  Seconds,
  Seed,
  Tensor,
} from "@danfang/domain";
import type { EmphasisMode } from "@danfang/prompt";
import type { Rng } from "../noise/index.ts";
import type { DenoiseProgress, RefinerSwitch } from "./denoise-order.ts";
import type { LoadedModel, ModelSetup } from "./model-setup.ts";
import type { UpscaleOrder } from "./upscale-order.ts";

/** What to paint, with every choice made and every file found. Sizes in pixels; absent: the checkpoint's own. */
export interface PaintOrder {
  readonly setup: ModelSetup;
  /** Without the networks it named: those are in the setup. */
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly emphasis?: EmphasisMode | undefined;
  readonly steps: number;
  readonly sampler: string;
  readonly schedule: string;
  readonly cfgScale: number;
  readonly cfgRescale?: number | undefined;
  readonly knobs?: SamplingKnobs | undefined;
  /** Batches of seeds: one image each. */
  readonly batches: readonly (readonly Seed[])[];
  /** Second seeds, one per image of each batch. */
  readonly variation?: { readonly batches: readonly (readonly Seed[])[]; readonly strength: number } | undefined;
  readonly seedResize?: PaintSize | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly clipSkip: number;
  readonly rng: Rng;
  readonly etaNoiseSeedDelta: number;
  readonly init?: InitOrder | undefined;
  readonly hires?: HiresOrder | undefined;
  readonly refiner?: RefinerOrder | undefined;
  readonly previews: boolean;
}

export interface PaintSize {
  readonly width: number;
  readonly height: number;
}

/** A picture to start from, read. */
export interface InitOrder extends Omit<InitRequest, "image" | "others" | "mask" | "passes"> {
  readonly image: RgbImage;
  /** What the second, third … picture of each batch start from, instead of `image`. */
  readonly others?: readonly RgbImage[] | undefined;
  /** Whose colours the result is given; absent: those of `image`. */
  readonly colorsOf?: RgbImage | undefined;
  readonly mask?: MaskOrder | undefined;
}

export interface MaskOrder extends Omit<MaskRequest, "image" | "latent"> {
  /** Of the picture's size. */
  readonly image: RgbaImage;
  /** What of the latent is painted and filled, where that is not the mask; any size, 255 is painted. */
  readonly latent?: RgbaImage | undefined;
}

/** Another model for the last of the way. */
export interface RefinerOrder extends RefinerSwitch {
  readonly setup: ModelSetup;
  /** In which passes, where there are two; absent: the second. */
  readonly hiresPasses?: "first" | "second" | "both" | undefined;
}

/** The second, larger pass, with every choice made. */
export interface HiresOrder {
  readonly setup: ModelSetup;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly scale: number;
  /** Pixels; at least one of them wins over `scale`. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly steps: number;
  readonly sampler: string;
  readonly schedule: string;
  readonly denoisingStrength: number;
  /** Takes the first pass's place. */
  readonly firstPass?: RgbImage | undefined;
  readonly upscaler: UpscaleOrder["upscaler"] | { readonly kind: "latent"; readonly name: string };
}

export type PaintEvent =
  | { readonly type: "loading" }
  | { readonly type: "loaded"; readonly model: LoadedModel; readonly seconds: Seconds; readonly size: PaintSize }
  | { readonly type: "encoded"; readonly seconds: Seconds }
  /** What a model says that is loaded after the first: a refiner's, the second pass's. */
  | { readonly type: "note"; readonly note: Problem }
  | {
      readonly type: "step";
      readonly batch: number;
      readonly pass: "first" | "hires";
      readonly progress: DenoiseProgress;
    }
  | { readonly type: "decoding"; readonly batch: number }
  | {
      readonly type: "batch";
      readonly batch: number;
      readonly images: readonly PaintedPicture[];
      readonly decodeSeconds: Seconds;
    };

interface PaintedPicture {
  readonly seed: Seed;
  readonly pixels: RgbImage;
  /** Final latent before the VAE, [1, C, h, w], not divided by the scale factor. */
  readonly latent: Tensor;
}
