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
});
