import type { NoiseSource } from "./noise-source.ts";
import { openPhiloxNormal } from "./philox.ts";
import { openTorchNormal } from "./torch-normal.ts";

/** Whose generator is followed: torch on the CPU (`cpu`) or torch on an NVIDIA card (`nv`). */
export type Rng = "cpu" | "nv";

const generators: Readonly<Record<Rng, (seed: bigint | number) => NoiseSource>> = {
  cpu: openTorchNormal,
  nv: openPhiloxNormal,
};

/** A fresh generator. The seed is an integer, taken modulo 2⁶⁴; `cpu` looks at its low 32 bits only, as torch does. */
export const openNoise = ({ rng, seed }: { rng: Rng; seed: bigint | number }): NoiseSource => generators[rng](seed);
