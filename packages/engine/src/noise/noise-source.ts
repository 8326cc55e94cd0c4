/** Where one image's noise comes from. Draws follow each other; nothing else moves the generator. */
export interface NoiseSource {
  /** The next `length` values of N(0, 1), float32. For a latent: 4 · H/8 · W/8, in [C, H/8, W/8] order. */
  next(length: number): Float32Array;
}
