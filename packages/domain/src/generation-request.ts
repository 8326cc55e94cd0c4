import { z } from "zod";
import { GridRequest } from "./grid-request.ts";
import { PassesRequest } from "./passes-request.ts";
import { SamplingKnobs } from "./sampling-knobs.ts";

/** AUTOMATIC1111 draws random seeds from 0 to this, inclusive. Source: `modules/processing.py` get_fixed_seed. */
export const largestRandomSeed = 4294967293;

const Prompt = z.string().max(1_000_000);
/** Pixels. */
const Side = z.number().int().positive().max(16384);
const Steps = z.number().int().min(1).max(1000);
/** -1 draws one at random. */
const RequestedSeed = z.number().int().min(-1).max(Number.MAX_SAFE_INTEGER);
/** How far a picture may go from where it starts: 0 stays, 1 forgets it. */
const DenoisingStrength = z.number().min(0).max(1);
/** A file's path, or `input:` and the SHA-256 of a picture that was handed in before. */
const ImageName = z.string().min(1).max(4096);

/** A second seed mixed into the noise: 0 is all the first, 1 all the second. */
export const VariationRequest = z.object({
  seed: RequestedSeed.default(-1),
  strength: z.number().min(0).max(1),
});

/**
 * The second, larger pass. `width` and `height`, where given, win over `scale`; with only one of them the other follows
 * the picture's shape. `steps` 0: as many as the first pass. What is absent is that of the first pass.
 */
export const HiresRequest = z.object({
  scale: z.number().min(1).max(8).default(2),
  width: Side.optional(),
  height: Side.optional(),
  steps: z.number().int().min(0).max(1000).default(0),
  upscaler: z.string().max(1000).default("Latent"),
  denoisingStrength: DenoisingStrength.default(0.7),
  sampler: z.string().optional(),
  schedule: z.string().optional(),
  prompt: Prompt.optional(),
  negativePrompt: Prompt.optional(),
  checkpoint: z.string().min(1).optional(),
  /** A picture that takes the first pass's place: only the second is painted. */
  firstPass: ImageName.optional(),
});

/**
 * Soft inpainting: a mask's greys mix old and new, and afterwards what hardly changed keeps its old pixels. Ranges and
 * what is absent: as AUTOMATIC1111 has them.
 */
export const SoftInpaintRequest = z.object({
  /** Above 1 the old counts more at the beginning, below 1 at the end. */
  scheduleBias: z.number().min(0).max(8).default(1),
  /** How much half-masked parts keep of the old. */
  preservation: z.number().min(0).max(8).default(0.5),
  /** Against the loss of contrast where old and new are mixed. */
  contrastBoost: z.number().min(1).max(32).default(4),
  /** 0: only the change decides which old pixels stay; 1: only the mask. */
  maskInfluence: z.number().min(0).max(1).default(0),
  /** How much a part may change before its old pixels are given up. */
  differenceThreshold: z.number().min(0).max(8).default(0.5),
  /** How sudden that is. */
  differenceContrast: z.number().min(0).max(8).default(2),
});

/** Which part of a picture is painted anew: where the mask is white. */
export const MaskRequest = z.object({
  image: ImageName,
  /** Pixels of Gaussian blur (σ), across and down. */
  blur: z.number().min(0).max(256).default(4),
  blurY: z.number().min(0).max(256).optional(),
  invert: z.boolean().default(false),
  /** What the masked part starts from: blurred surroundings, itself, noise, or nothing. */
  content: z.enum(["fill", "original", "noise", "nothing"]).default("original"),
  /** Paint in the whole picture, or in an enlarged cut-out of the masked part. */
  area: z.enum(["whole", "masked"]).default("whole"),
  /** Pixels around the masked part that are cut out with it. */
  padding: z.number().int().min(0).max(2048).default(32),
  /** A mask is all or nothing; otherwise its greys count. */
  round: z.boolean().default(true),
  soft: SoftInpaintRequest.optional(),
  /** Another mask for the latent, where it should differ from the one that shows the old pixels; used as it is. */
  latent: ImageName.optional(),
});

/** A picture to start from. */
export const InitRequest = z.object({
  image: ImageName,
  /** What the second, third … picture of each batch start from: as many as the batch has, with `image`. */
  others: z.array(ImageName).max(63).optional(),
  denoisingStrength: DenoisingStrength.default(0.75),
  /** How it comes to the wanted size: pulled, cut, with its edges drawn out, or pulled as a latent. */
  resize: z.enum(["stretch", "crop", "fill", "latent"]).default("stretch"),
  mask: MaskRequest.optional(),
  noiseMultiplier: z.number().min(0).max(2).default(1),
  /** Guidance towards the picture itself, for models that edit by instruction. */
  imageCfgScale: z.number().min(0).max(100).optional(),
  /** How much of the masked part an inpainting checkpoint may not see: 1 all. */
  conditioningMaskWeight: z.number().min(0).max(1).default(1),
  /** Bring the colours of the result back to those of this picture. */
  colorCorrection: z.boolean().default(false),
  passes: PassesRequest.optional(),
});

/** From `switchAt` (share of the noise that is gone) on another checkpoint paints. */
export const RefinerRequest = z.object({
  checkpoint: z.string().min(1),
  switchAt: z.number().min(0).max(1).default(0.8),
  /** By the share of steps that are done instead, as before 1.8 of the WebUI. */
  bySteps: z.boolean().optional(),
  /** In which passes it takes over, where there are two; absent: the second. */
  hiresPasses: z.enum(["first", "second", "both"]).optional(),
});

/**
 * One order for pictures, as the command line, the page and the API give it. Sizes are pixels; an absent size is the
 * checkpoint's own, or that of the picture to start from. `checkpoint` and `vae` are a name, a path or a hash; absent
 * means the default checkpoint. LoRAs, hypernetworks and embeddings are named in the prompt.
 */
export const GenerationRequest = z.object({
  prompt: Prompt,
  negativePrompt: Prompt.default(""),
  /** Names of saved styles, added to both prompts in this order. */
  styles: z.array(z.string().max(1000)).max(100).optional(),
  checkpoint: z.string().min(1).optional(),
  vae: z.string().min(1).default("auto"),
  steps: Steps.default(20),
  sampler: z.string().default("Euler a"),
  schedule: z.string().default("automatic"),
  cfgScale: z.number().min(0).max(1000).default(7),
  /** 0 leaves guidance as it is, 1 brings its contrast back to that of the prompt alone. */
  cfgRescale: z.number().min(0).max(1).optional(),
  /** -1 draws one at random. */
  seed: RequestedSeed.default(-1),
  variation: VariationRequest.optional(),
  /** Noise as a picture of this size would have it, in the middle of this one. */
  seedResize: z.object({ width: Side, height: Side }).optional(),
  width: Side.optional(),
  height: Side.optional(),
  clipSkip: z.number().int().min(1).max(12).default(1),
  batchSize: z.number().int().min(1).max(64).default(1),
  batchCount: z.number().int().min(1).max(10_000).default(1),
  rng: z.enum(["cpu", "nv"]).default("cpu"),
  etaNoiseSeedDelta: z.number().int().default(0),
  /** What brackets do to the encoded text. */
  emphasis: z.enum(["original", "noNorm", "ignore", "none"]).optional(),
  /** Edges that meet: the picture can be laid side by side. */
  tiling: z.boolean().optional(),
  init: InitRequest.optional(),
  hires: HiresRequest.optional(),
  refiner: RefinerRequest.optional(),
  knobs: SamplingKnobs.optional(),
  /** Not one picture but a grid of them; `batchSize` and `batchCount` are those of each cell. */
  grid: GridRequest.optional(),
});
export type GenerationRequest = z.infer<typeof GenerationRequest>;
export type HiresRequest = z.infer<typeof HiresRequest>;
export type InitRequest = z.infer<typeof InitRequest>;
export type MaskRequest = z.infer<typeof MaskRequest>;
export type SoftInpaintRequest = z.infer<typeof SoftInpaintRequest>;
export type RefinerRequest = z.infer<typeof RefinerRequest>;
export type VariationRequest = z.infer<typeof VariationRequest>;
