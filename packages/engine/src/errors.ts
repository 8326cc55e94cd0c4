import { defineErrors } from "@danfang/domain";

export const engineErrors = defineErrors("engine", {
  widthMismatch: (d: { tensor: string; expected: number; actual: number }) => ({
    message: `Tensor "${d.tensor}" takes ${d.expected} channels, but ${d.actual} arrive.`,
    hint: "The checkpoint was damaged or merged wrongly. Fetch the original again.",
  }),
});
