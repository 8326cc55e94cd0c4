export { type BatchNoise, openBatchNoise } from "./batch-noise.ts";
export type { Rng } from "./open-noise.ts";
