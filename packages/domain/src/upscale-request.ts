import { z } from "zod";

/** Pixels. */
const Side = z.number().int().positive().max(16384);
const UpscalerName = z.string().min(1).max(1000);

/**
 * A picture made larger. With `width` and `height` it covers that size, and `crop` cuts off what stands over; otherwise
 * it grows by `scale`. `second` mixes another upscaler's result in: 0 none of it, 1 nothing else.
 */
export const UpscaleRequest = z.object({
  upscaler: UpscalerName.default("Lanczos"),
  scale: z.number().positive().max(16).default(2),
  width: Side.optional(),
  height: Side.optional(),
  crop: z.boolean().default(true),
  second: z.object({ upscaler: UpscalerName, visibility: z.number().min(0).max(1) }).optional(),
});
export type UpscaleRequest = z.infer<typeof UpscaleRequest>;
