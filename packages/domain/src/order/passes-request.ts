import { z } from "zod";
import { shapeOf } from "./field-schema.ts";

/**
 * The picture goes on beyond its edges, one side after the other, from noise with its spectrum and colours: "Outpainting
 * mk2". Sides grow to multiples of 64. The order's size is the largest part painted at once.
 */
const Outpaint = z.object({ kind: z.literal("outpaint"), ...shapeOf("init.passes.outpaint") });

/** All sides at once, in tiles of the order's size: "Poor man's outpainting". */
const OutpaintTiles = z.object({ kind: z.literal("outpaintTiles"), ...shapeOf("init.passes.outpaintTiles") });

/** Each result is the next one's start; the denoising strength walks from the order's to another. */
const Loopback = z.object({ kind: z.literal("loopback"), ...shapeOf("init.passes.loopback") });

/** Made larger by an upscaler, then painted over in tiles of the order's size: "SD upscale". */
const SdUpscale = z.object({ kind: z.literal("upscale"), ...shapeOf("init.passes.upscale") });

/** Several passes over one picture, each from what another left. */
export const PassesRequest = z.discriminatedUnion("kind", [Outpaint, OutpaintTiles, Loopback, SdUpscale]);
export type PassesRequest = z.infer<typeof PassesRequest>;
export type PassesOf<K extends PassesRequest["kind"]> = Extract<PassesRequest, { kind: K }>;
