import { defineErrors } from "@danfang/domain";

export const modelsErrors = defineErrors("models", {
  notFound: (d: { id: string }) => ({
    message: `There is no model ${d.id}.`,
    hint: "It may have been moved or deleted; look through the folders again.",
  }),
  olderFormat: (d: { file: string }) => ({
    message: `${d.file} is a PyTorch file (.ckpt, .pt, .bin). Such files can hold programs.`,
    hint: "Reading them safely comes in a later version. Take the .safetensors file of the same model if there is one.",
  }),
  otherKind: (d: { file: string; kind: string; found: string }) => ({
    message: `${d.file} lies where a ${d.kind} is expected, but it is a ${d.found}.`,
    hint: "Move it into the folder of its kind.",
  }),
});
