import { z } from "zod";

/** Pixels by which a side grows. */
const Pixels = z.number().int().min(0).max(4096).default(0);
const growth = { left: Pixels, right: Pixels, up: Pixels, down: Pixels };
/** Pixels of Gaussian blur (σ) at the seam, before the factor of each way. */
const MaskBlur = z.number().int().min(0).max(64);

/**
 * The picture goes on beyond its edges, one side after the other, from noise with its spectrum and colours: "Outpainting
 * mk2". Sides grow to multiples of 64. The order's size is the largest part painted at once.
 */
const Outpaint = z.object({
  kind: z.literal("outpaint"),
  ...growth,
  maskBlur: MaskBlur.default(8),
  /** Exponent of the spectrum: lower has more detail. */
  falloff: z.number().min(0).max(4).default(1),
  /** 0: grey noise, 1: as colourful as can be. */
  colorVariation: z.number().min(0).max(1).default(0.05),
});

/** All sides at once, in tiles of the order's size: "Poor man's outpainting". */
const OutpaintTiles = z.object({
  kind: z.literal("outpaintTiles"),
  ...growth,
  maskBlur: MaskBlur.default(4),
  content: z.enum(["fill", "original", "noise", "nothing"]).default("fill"),
});

/** Each result is the next one's start; the denoising strength walks from the order's to another. */
const Loopback = z.object({
  kind: z.literal("loopback"),
  loops: z.number().int().min(1).max(32).default(4),
  finalDenoisingStrength: z.number().min(0).max(1).default(0.5),
  curve: z.enum(["aggressive", "linear", "lazy"]).default("linear"),
});

/** Made larger by an upscaler, then painted over in tiles of the order's size: "SD upscale". */
const SdUpscale = z.object({
  kind: z.literal("upscale"),
  upscaler: z.string().min(1).max(1000).default("Lanczos"),
  scale: z.number().positive().max(8).default(2),
  /** Pixels that neighbouring tiles share. */
  overlap: z.number().int().min(0).max(1024).default(64),
  /** Tiles whose seeds are counted as a batch's. */
  tilesAtOnce: z.number().int().min(1).max(64).default(1),
});

/** Several passes over one picture, each from what another left. Defaults: those of AUTOMATIC1111's scripts. */
export const PassesRequest = z.discriminatedUnion("kind", [Outpaint, OutpaintTiles, Loopback, SdUpscale]);
export type PassesRequest = z.infer<typeof PassesRequest>;
export type PassesOf<K extends PassesRequest["kind"]> = Extract<PassesRequest, { kind: K }>;
