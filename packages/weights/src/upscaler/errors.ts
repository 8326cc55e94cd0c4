import { defineErrors } from "@danfang/domain";

export const upscalerErrors = defineErrors("weights", {
  notAnUpscaler: (d: { file: string; found: string }) => ({
    message: `${d.file} is not an upscaler that can be used: ${d.found}.`,
    hint: "Choose a model of the ESRGAN family (ESRGAN, Real-ESRGAN and what was made from them), or Lanczos, which needs no file.",
  }),
});
