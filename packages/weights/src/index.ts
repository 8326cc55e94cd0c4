export { type ClipLayout, readClipLayout } from "./clip-layout.ts";
export { type PipelineFolder, pipelineFolderOf, readPipelineFolder } from "./diffusers/read-folder.ts";
export { type Embedding, type EmbeddingPart, embeddingNote, embeddingVectors } from "./embedding/embedding.ts";
export { embeddingErrors } from "./embedding/errors.ts";
export { isEmbeddingName, openEmbedding, readEmbedding } from "./embedding/read-embedding.ts";
export { weightsErrors } from "./errors.ts";
export type { EncoderOutput, Prediction, Sees, Tensors } from "./families/family.ts";
export { baseOf, type Family, familyNames, isPainted } from "./families/index.ts";
export { type Activation, activations } from "./hypernetwork/activation.ts";
export { hypernetworkErrors } from "./hypernetwork/errors.ts";
export {
  type Hypernetwork,
  type HypernetworkModule,
  type HypernetworkStep,
  hypernetworkNote,
} from "./hypernetwork/hypernetwork.ts";
export { openHypernetwork } from "./hypernetwork/open-hypernetwork.ts";
export { identify, identifyTable } from "./identify/identify.ts";
export type { Identity, IdentityOverride } from "./identify/identity.ts";
export { type LdmConfig, parseLdmYaml, readLdmYaml } from "./ldm-config.ts";
export {
  type LdmWidths,
  ldmTensors,
  sd2Widths,
  sd15Widths,
  sdxlRefinerWidths,
  sdxlWidths,
  type TensorSpec,
} from "./ldm-tensors.ts";
export { loraErrors } from "./lora/errors.ts";
export * from "./lora/index.ts";
export { type ModelHeader, readModelHeader, readModelSource } from "./model-header.ts";
export {
  type Checkpoint,
  type CheckpointChoices,
  openCheckpoint,
  openVae,
  readCheckpoint,
  readVae,
} from "./open-checkpoint.ts";
export { packedError } from "./packing.ts";
export type { PredictionSource } from "./prediction.ts";
export { type TensorScope, tensorScope, type WeightTensor } from "./tensor-scope.ts";
export type { TextEncoder } from "./text-encoder.ts";
export { type TrainingTag, trainingTagsOf, triggerWordsOf } from "./trigger-words.ts";
export { type HeadRule, readUnetLayout, type UnetLayout, type UnetModule } from "./unet-layout.ts";
export { upscalerErrors } from "./upscaler/errors.ts";
export * from "./upscaler/index.ts";
