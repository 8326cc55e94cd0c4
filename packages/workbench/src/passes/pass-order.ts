import type { RgbaImage } from "@danfang/domain";
import { type GenerationRequest, type InitRequest, seedAfter } from "@danfang/domain";
import { type GreyImage, greyToRgb, toRgba } from "@danfang/engine";

/** An order of one batch of pictures that starts with the seed of picture `k`. In a variation the second seed rises. */
export function passOrder(request: GenerationRequest, k: number, init: Partial<InitRequest> = {}): GenerationRequest {
  const { seed, variation } = request;
  const { passes: _, others: __, ...plain } = request.init!;
  return {
    ...request,
    ...(variation && variation.strength > 0
      ? { variation: { ...variation, seed: seedAfter(variation.seed, k) } }
      : { seed: seedAfter(seed, k) }),
    batchCount: 1,
    init: { ...plain, ...init },
  };
}

/** A mask as somebody would have drawn it. */
export const drawnMask = (mask: GreyImage): RgbaImage => toRgba(greyToRgb(mask));

/** Names a mask that is given, and so never read. */
export const givenMask = { image: "given", invert: false, area: "whole", padding: 0, round: true } as const;
