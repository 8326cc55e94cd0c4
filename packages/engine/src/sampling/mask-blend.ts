import type { Sigma } from "@danfang/domain";
import type { Latent } from "./latent.ts";

/** Puts what must stay back into a latent: a prediction of x₀ or, where `sigma` is 0, the finished latent. */
export type MaskBlend = (latent: Latent, sigma: Sigma) => Latent;

export interface LatentMask {
  /** What stays: the encoded picture, [N, 4, H/8, W/8]. */
  readonly latent: Latent;
  /** 1 where it is repainted, 0 where it stays, anything between for soft edges: [H/8, W/8]. */
  readonly repaint: Float32Array;
}

/** latent · repaint + picture · (1 − repaint). Source: AUTOMATIC1111 1.10.1, `CFGDenoiser.forward`, `apply_blend`. */
export const blendWith =
  ({ latent: picture, repaint }: LatentMask): MaskBlend =>
  (latent) =>
    latent.map((value, k) => {
      const share = repaint[k % repaint.length]!;
      return value * share + picture[k]! * (1 - share);
    });
