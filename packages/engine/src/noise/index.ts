export { type BatchNoise, type BatchNoiseOptions, openBatchNoise } from "./batch-noise.ts";
export { type BrownianTreeOptions, openBrownianTree } from "./brownian-tree.ts";
export { type LatentShape, lengthOf } from "./latent-shape.ts";
export { type NoiseSource, openNoise, type Rng } from "./noise-source.ts";
