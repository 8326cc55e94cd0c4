import { openPhiloxNormal } from "./philox.ts";
import { openTorchNormal } from "./torch-normal.ts";

/** Whose generator is followed: torch on the CPU (`cpu`) or torch on an NVIDIA card (`nv`). */
export type Rng = "cpu" | "nv";

/** Where one image's noise comes from. Draws follow each other; nothing else moves the generator. */
export interface NoiseSource {
  /** The next `length` values of N(0, 1), float32. For a latent: 4 · H/8 · W/8, in [C, H/8, W/8] order. */
  next(length: number): Float32Array;
}

const generators: Readonly<Record<Rng, (seed: bigint | number) => NoiseSource>> = {
  cpu: openTorchNormal,
  nv: openPhiloxNormal,
};

/** A fresh generator. The seed is an integer, taken modulo 2⁶⁴; `cpu` looks at its low 32 bits only, as torch does. */
export const openNoise = ({ rng, seed }: { rng: Rng; seed: bigint | number }): NoiseSource => generators[rng](seed);
