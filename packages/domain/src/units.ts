/** A number that carries its unit in its type and nothing at run time. */
export type Brand<T, Name extends string> = T & { readonly __unit?: Name };

/** Noise level of a latent: standard deviation of the noise added to a unit-variance latent. */
export type Sigma = Brand<number, "Sigma">;
/** The model's clock: 0 (clean) … 999 (noise), fractional between. */
export type Timestep = Brand<number, "Timestep">;
export type Bytes = Brand<number, "Bytes">;
export type Seconds = Brand<number, "Seconds">;
export type Pixels = Brand<number, "Pixels">;
/** A latent cell stands for 8×8 pixels. */
export type LatentCells = Brand<number, "LatentCells">;

/** Pixels per latent cell, along either axis, of every Stable Diffusion autoencoder. Source: `ddconfig.ch_mult` of length 4. */
export const pixelsPerLatentCell = 8;

const byteUnits = ["B", "KB", "MB", "GB", "TB"] as const;

/** Prints a size the way a file manager does: `2.1 GB`, `47 MB`, `111 B` (powers of 1000). */
export function printBytes(bytes: Bytes): string {
  let value = bytes as number;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${byteUnits[unit]}`;
}
