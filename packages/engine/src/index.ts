export * from "./adapters/lora/index.ts";
export { engineErrors } from "./errors.ts";
export { graphErrors } from "./graph/errors.ts";
export { Graph, type GraphModel } from "./graph/graph.ts";
export { buildTaesdDecoder, buildTaesdEncoder } from "./graph/taesd.ts";
export { buildUnet } from "./graph/unet.ts";
export { buildUpscaler } from "./graph/upscalers/upscaler.ts";
export { buildVaeDecoder, buildVaeEncoder } from "./graph/vae.ts";
export { clipFlops, unetFlops, vaeDecoderFlops } from "./graph/work.ts";
export * from "./imaging/index.ts";
export type { Rng } from "./noise/index.ts";
export type { EngineStats } from "./orders/calls.ts";
export type { Conditioning, ConditioningPart, ConditioningSchedule } from "./orders/conditioning.ts";
export type { DenoiseOrder, DenoiseProgress } from "./orders/denoise-order.ts";
export type { Encoded, EncodeOptions, TokenChunk, TokenChunks } from "./orders/encode-order.ts";
export { type Answers, callNames, makeCalls, type Streams } from "./orders/engine-calls.ts";
export type { EngineParts } from "./orders/engine-parts.ts";
export type { EmbeddingFile, HypernetworkUse, LoadedModel, LoraUse, ModelSetup } from "./orders/model-setup.ts";
export type {
  HiresOrder,
  InitOrder,
  MaskOrder,
  PaintEvent,
  PaintOrder,
  PaintSize,
} from "./orders/paint-order.ts";
export type { UpscaleOrder } from "./orders/upscale-order.ts";
export { enlargeWith } from "./pictures/enlarge-with.ts";
export { builtInUpscalers } from "./pictures/upscale-picture.ts";
export type { Engine } from "./process/engine.ts";
export { type LocalEngineOptions, openLocalEngine } from "./process/local-engine.ts";
export { type EngineOptions, openEngine, type ProcessEngine } from "./process/process-engine.ts";
export { listBackends, openOrt } from "./runtime/ort.ts";
export type { BackendName, Runtime, Session } from "./runtime/runtime.ts";
export { samplingErrors } from "./sampling/errors.ts";
export { findSampling, samplers, schedules } from "./sampling/index.ts";
export type { TilingOptions } from "./tiling/run-steps.ts";
export { decodeInTiles, encodeInTiles, wholeVaeBytes } from "./tiling/tiled-vae.ts";
