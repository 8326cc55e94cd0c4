import type { RgbImage, SamplingKnobs, Seconds, Seed, Sigma, Tensor } from "@danfang/domain";
import type { Rng } from "../noise/index.ts";
import type { SoftBlending } from "../sampling/soft-blend.ts";
import type { Conditioning } from "./conditioning.ts";
import type { ModelSetup } from "./model-setup.ts";

/** Where sampling starts from, other than noise. */
export interface LatentStart {
  /** [1 or N, C, h, w]. */
  readonly latent: Tensor;
  readonly denoisingStrength: number;
  /** `shared`: a part of the steps runs, as much as the strength says. `exact`: as many as are asked for. */
  readonly steps: "shared" | "exact";
  readonly noiseMultiplier?: number | undefined;
  /** [h, w]: 1 where it is painted anew, 0 where the latent stays. */
  readonly repaint?: Float32Array | undefined;
  /** Where `repaint` is grey, old and new are mixed so; absent: in its shares. */
  readonly soft?: SoftBlending | undefined;
}

interface NoiseOrder {
  /** One per image of the batch. */
  readonly seeds: readonly Seed[];
  readonly rng: Rng;
  readonly etaNoiseSeedDelta: number;
  readonly variation?: { readonly seeds: readonly Seed[]; readonly strength: number } | undefined;
  /** Latent cells. */
  readonly resizeFrom?: { readonly width: number; readonly height: number } | undefined;
}

/** Pixels: what SD XL is told about the picture beside the prompt. */
interface SizeConditioning {
  readonly width: number;
  readonly height: number;
  readonly cropTop: number;
  readonly cropLeft: number;
}

/** When a refiner takes over: at a share of the noise that is gone, or of the steps that are done. */
export interface RefinerSwitch {
  readonly switchAt: number;
  readonly bySteps?: boolean | undefined;
}

/** Everything that one run of the sampler needs. The text is encoded already. */
export interface DenoiseOrder extends Conditioning {
  readonly sampler: string;
  readonly schedule: string;
  readonly steps: number;
  readonly cfgScale: number;
  readonly cfgRescale?: number | undefined;
  readonly imageCfgScale?: number | undefined;
  readonly knobs?: SamplingKnobs | undefined;
  readonly noise: NoiseOrder;
  readonly start?: LatentStart | undefined;
  /** [1, C, h, w]: channels that the UNet sees beside the latent. */
  readonly imageConditioning?: Tensor | undefined;
  readonly size?: SizeConditioning | undefined;
  /** From then on this model denoises. */
  readonly refiner?: (Conditioning & { readonly setup: ModelSetup } & RefinerSwitch) | undefined;
  /** Latent cells. */
  readonly width: number;
  readonly height: number;
  /** Whether steps carry a preview of x₀. */
  readonly previews: boolean;
}

/** One model call, or the end of one sampler step. */
export interface DenoiseProgress {
  /** Model calls done, and how many there will be. A picture of a batch counts as its own share of a call. */
  readonly step: number;
  readonly steps: number;
  readonly sigma: Sigma;
  readonly seconds: Seconds;
  readonly preview: RgbImage | undefined;
}
