/** A whole batch in latent space, [N, 4, H/8, W/8], flat and row-major. Its scale is the sampler's: see `sampler.ts`. */
export type Latent = Float32Array;

/** a·x + b·y. Coefficients and sums are float64, the result float32. */
export function axpby(a: number, x: Latent, b: number, y: Latent): Latent {
  const out = new Float32Array(x.length);
  for (let k = 0; k < out.length; k++) out[k] = a * x[k]! + b * y[k]!;
  return out;
}

/** a·x. */
export function scale(a: number, x: Latent): Latent {
  const out = new Float32Array(x.length);
  for (let k = 0; k < out.length; k++) out[k] = a * x[k]!;
  return out;
}
