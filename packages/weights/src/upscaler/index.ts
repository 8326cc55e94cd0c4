export { findUpscaler, openUpscaler, readUpscaler, type Upscaler } from "./open-upscaler.ts";
export type { DenseBlock, RrdbParts } from "./rrdb-names.ts";
