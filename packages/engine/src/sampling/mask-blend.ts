import type { Latent } from "./latent.ts";

/** Puts what must stay back into a latent. */
export interface MaskBlend {
  /** While sampling. `level` is sigma, and the timestep for samplers that walk timesteps: so AUTOMATIC1111 has it. */
  during(latent: Latent, level: number): Latent;
  /** Into the finished latent. */
  finally(latent: Latent): Latent;
}

export interface LatentMask {
  /** What stays: the encoded picture, [N, 4, H/8, W/8]. */
  readonly latent: Latent;
  /** 1 where it is repainted, 0 where it stays, anything between for soft edges: [H/8, W/8]. */
  readonly repaint: Float32Array;
}

/** latent · repaint + picture · (1 − repaint). Source: AUTOMATIC1111 1.10.1, `CFGDenoiser.forward`, `apply_blend`. */
export function blendWith({ latent: picture, repaint }: LatentMask): MaskBlend {
  const blend = (latent: Latent) =>
    latent.map((value, k) => {
      const share = repaint[k % repaint.length]!;
      return value * share + picture[k]! * (1 - share);
    });
  return { during: blend, finally: blend };
}
