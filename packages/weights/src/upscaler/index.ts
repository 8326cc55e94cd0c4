export { findUpscaler, openUpscaler, type Upscaler } from "./open-upscaler.ts";
export type { DenseBlock, RrdbParts } from "./rrdb-names.ts";
