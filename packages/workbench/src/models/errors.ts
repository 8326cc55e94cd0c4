import { defineErrors } from "@danfang/domain";

export const modelsErrors = defineErrors("models", {
  notFound: (d: { id: string }) => ({
    message: `There is no model ${d.id}.`,
    hint: "It may have been moved or deleted; look through the folders again.",
  }),
  otherKind: (d: { file: string; kind: string; found: string }) => ({
    message: `${d.file} lies where a ${d.kind} is expected, but it is a ${d.found}.`,
    hint: "Move it into the folder of its kind.",
  }),
  fixedPreview: (d: { file: string }) => ({
    message: `${d.file} comes with Danfang; its picture stays as it is.`,
    hint: "Choose a model of your own.",
  }),
  badPreview: (d: { file: string; reason: string }) => ({
    message: `${d.file} cannot be made the picture of a model: ${d.reason}`,
    hint: "Choose another picture.",
  }),
});
