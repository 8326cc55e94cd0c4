export { type ClipLayout, readClipLayout } from "./clip-layout.ts";
export { weightsErrors } from "./errors.ts";
export { type Family, familyNames, type Identity, identify, type ModelKind } from "./identify.ts";
export { type LdmConfig, parseLdmYaml } from "./ldm-config.ts";
export { type LdmWidths, ldmTensors, sd15Widths, type TensorSpec } from "./ldm-tensors.ts";
export { type Checkpoint, openCheckpoint, openVae, readCheckpoint } from "./open-checkpoint.ts";
export { type TensorScope, tensorScope, type WeightTensor } from "./tensor-scope.ts";
export { type HeadRule, readUnetLayout, type UnetLayout, type UnetModule } from "./unet-layout.ts";
