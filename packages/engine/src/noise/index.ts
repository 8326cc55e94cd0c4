export { type BatchNoise, type BatchNoiseOptions, openBatchNoise } from "./batch-noise.ts";
export { type BrownianTreeOptions, openBrownianTree } from "./brownian-tree.ts";
export { type LatentShape, lengthOf } from "./latent-shape.ts";
export type { NoiseSource } from "./noise-source.ts";
export { openNoise, type Rng } from "./open-noise.ts";
