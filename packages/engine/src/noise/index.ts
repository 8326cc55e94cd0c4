export { type BatchNoise, type BatchNoiseOptions, openBatchNoise } from "./batch-noise.ts";
export { type NoiseSource, openNoise, type Rng } from "./noise-source.ts";
