import type { Latent } from "./latent.ts";
import type { LatentMask, MaskBlend } from "./mask-blend.ts";

/** How old and new are mixed while sampling. */
export interface SoftBlending {
  /** Above 1 the old counts more at high noise levels, below 1 at low ones. */
  readonly scheduleBias: number;
  /** How much half-masked parts keep of the old picture. */
  readonly preservation: number;
  /** Exponent by which magnitudes are mixed: the larger, the nearer to the larger of the two. */
  readonly contrastBoost: number;
}

/**
 * Soft inpainting: the greys of a mask, to a power that falls with the noise level, mix the picture's latent vectors with
 * the predicted ones, directions and magnitudes apart. The finished latent is left alone.
 *
 * Source: AUTOMATIC1111 1.10.1 `soft_inpainting.py`, `latent_blend` and `get_modified_nmask`.
 */
export function softBlendWith(
  { latent: picture, repaint, channels }: LatentMask & { readonly channels: number },
  { scheduleBias, preservation, contrastBoost }: SoftBlending,
): MaskBlend {
  const cells = repaint.length;
  return {
    during(latent, level) {
      const exponent = Math.fround(level ** scheduleBias * preservation);
      const shares = repaint.map((share) => share ** exponent);
      const out = new Float32Array(latent.length);
      for (let first = 0; first < latent.length; first += channels * cells)
        for (let i = 0; i < cells; i++) {
          const share = shares[i]!;
          let [old, next, mixed] = [0, 0, 0]; // squared lengths
          for (let k = first + i; k < first + channels * cells; k += cells) {
            const value = picture[k]! * (1 - share) + latent[k]! * share;
            out[k] = value;
            old += picture[k]! ** 2;
            next += latent[k]! ** 2;
            mixed += value ** 2;
          }
          const wanted =
            (Math.sqrt(old) ** contrastBoost * (1 - share) + Math.sqrt(next) ** contrastBoost * share) **
            (1 / contrastBoost);
          const factor = Math.fround(wanted / (Math.sqrt(mixed) + 1e-5));
          for (let k = first + i; k < first + channels * cells; k += cells) out[k]! *= factor;
        }
      return out;
    },
    finally: (latent: Latent) => latent,
  };
}
