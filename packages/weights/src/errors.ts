import { defineErrors } from "@danfang/domain";

export const weightsErrors = defineErrors("weights", {
  missingTensor: (d: { file: string; tensor: string }) => ({
    message: `${d.file} has no tensor "${d.tensor}".`,
    hint: "The file is incomplete or of another kind. `danfang inspect` tells what is inside; fetch the file again if it should be a checkpoint.",
  }),
  unexpectedShape: (d: { file: string; tensor: string; expected: string; actual: string }) => ({
    message: `${d.file}: tensor "${d.tensor}" has shape ${d.actual}, where ${d.expected} fits the rest of the network.`,
    hint: "The file was damaged or merged wrongly. Fetch the original again.",
  }),
  unsupportedPrecision: (d: { file: string; tensor: string; dtype: string }) => ({
    message: `${d.file}: tensor "${d.tensor}" is stored as ${d.dtype}, which cannot be run.`,
    hint: "Use a version of the model saved as fp16, bf16 or fp32.",
  }),
  notACheckpoint: (d: { file: string; found: string }) => ({
    message: `${d.file} is not a Stable Diffusion checkpoint that can be painted with: ${d.found}.`,
    hint: "Choose a checkpoint (the large file, usually 2 GB and more) as the model. `danfang inspect` tells where this file belongs.",
  }),
  notAVae: (d: { file: string; found: string }) => ({
    message: `${d.file} is not a VAE: ${d.found}.`,
    hint: "Choose a file from the VAE folder, or `--vae auto` for the one inside the checkpoint.",
  }),
  unsupportedFamily: (d: { file: string; family: string }) => ({
    message: `${d.file} belongs to the ${d.family} family, which cannot be painted with yet.`,
    hint: "Use a checkpoint of Stable Diffusion 1.x, 2.x or XL.",
  }),
  badConfiguration: (d: { file: string; fault: string }) => ({
    message: `${d.file}: ${d.fault}.`,
    hint: "The .yaml beside a checkpoint must be the LDM configuration that its author published. Correct it, or move it away to use the defaults of the family.",
  }),
  badHeads: (d: { file: string; tensor: string; width: number; heads: number }) => ({
    message: `${d.file}: ${d.heads} attention heads do not divide the width ${d.width} of "${d.tensor}".`,
    hint: "Put the author's LDM configuration beside the checkpoint, under the same name with the suffix .yaml.",
  }),
});
