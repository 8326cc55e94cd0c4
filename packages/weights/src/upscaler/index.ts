export { findUpscaler, openUpscaler, readUpscaler, upscalerArchitecture } from "./open-upscaler.ts";
export type { DenseBlock, RrdbParts } from "./rrdb-names.ts";
export type { Reconstruction, TransformerGroup, Upscaler, UpscalerNetwork } from "./upscaler.ts";
