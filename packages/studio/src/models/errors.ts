import { defineErrors, ownValue } from "@danfang/domain";

/** Kinds whose names are no words. */
const kindTexts: Readonly<Record<string, string>> = {
  textEncoder: "text encoder",
  faceRestorer: "face restorer",
  previewVae: "small VAE for previews",
};

export const modelsErrors = defineErrors("models", {
  notFound: (d: { id: string }) => ({
    message: `There is no model ${d.id}.`,
    hint: "It may have been moved or deleted; look through the folders again.",
  }),
  folderGone: (d: { folder: string }) => ({
    message: `The models folder ${d.folder} is not there.`,
    hint: "Connect its drive, or take the folder out of the list under Settings. When it is back, its models are found by themselves, and what was ordered with them is painted.",
  }),
  otherKind: (d: { file: string; kind: string; found: string }) => ({
    message: `${d.file} lies where a ${d.kind} is expected, but it is a ${ownValue(kindTexts, d.found) ?? d.found}.`,
    hint: "Move it into the folder of its kind.",
  }),
  fixedPreview: (d: { file: string }) => ({
    message: `${d.file} comes with Danfang; its picture stays as it is.`,
    hint: "Choose a model of your own.",
  }),
  badPreview: (d: { file: string; reason: string }) => ({
    message: `The picture of ${d.file} cannot be changed: ${d.reason}`,
    hint: "Choose another picture: PNG, JPEG or WebP.",
  }),
  previewExists: (d: { file: string; model: string }) => ({
    message: `${d.model} has a picture already, ${d.file}.`,
    hint: "Say that it is to be replaced.",
  }),
  foreignFolder: (d: { file: string; folder: string }) => ({
    message: `${d.file} lies in another program's folder, ${d.folder}.`,
    hint: "Say that a picture may be written or taken away there.",
  }),
});
