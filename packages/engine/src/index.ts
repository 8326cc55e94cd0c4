export * from "./adapters/lora/index.ts";
export { engineErrors } from "./errors.ts";
export { Graph, type GraphModel } from "./graph/graph.ts";
export { buildTaesdDecoder, buildTaesdEncoder } from "./graph/taesd.ts";
export { buildUnet } from "./graph/unet.ts";
export { buildUpscaler } from "./graph/upscalers/upscaler.ts";
export { buildVaeDecoder, buildVaeEncoder } from "./graph/vae.ts";
export { clipFlops, unetFlops, vaeDecoderFlops } from "./graph/work.ts";
export * from "./imaging/index.ts";
export type { Rng } from "./noise/index.ts";
export type {
  HiresOrder,
  InitOrder,
  MaskOrder,
  PaintEvent,
  PaintOrder,
  PaintSize,
  RgbaImage,
} from "./orders/paint-order.ts";
export { enlargeWith } from "./pictures/enlarge-with.ts";
export { builtInUpscalers } from "./pictures/upscale-picture.ts";
export type {
  Conditioning,
  ConditioningPart,
  ConditioningSchedule,
  DenoiseOrder,
  DenoiseProgress,
  EmbeddingFile,
  Encoded,
  EncodeOptions,
  Engine,
  EngineParts,
  EngineStats,
  HypernetworkUse,
  LoadedModel,
  LoraUse,
  ModelSetup,
  TokenChunk,
  TokenChunks,
  UpscaleOrder,
} from "./process/engine.ts";
export { type LocalEngineOptions, openLocalEngine } from "./process/local-engine.ts";
export { type EngineOptions, openEngine, type ProcessEngine } from "./process/process-engine.ts";
export { listBackends, openOrt } from "./runtime/ort.ts";
export type { BackendName, Runtime, Session } from "./runtime/runtime.ts";
export { findSampling, samplers, schedules } from "./sampling/index.ts";
export type { TilingOptions } from "./tiling/run-steps.ts";
export { decodeInTiles, encodeInTiles, wholeVaeBytes } from "./tiling/tiled-vae.ts";
