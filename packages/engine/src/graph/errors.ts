import { defineErrors } from "@danfang/domain";

export const graphErrors = defineErrors("engine", {
  scatteredTensor: (d: { file: string; tensor: string }) => ({
    message: `${d.file}: the numbers of tensor "${d.tensor}" are part of a larger tensor, and cannot be used where they lie.`,
    hint: "Save the model again as .safetensors, with the program that it was made in.",
  }),
});
