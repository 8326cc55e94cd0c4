import { defineErrors } from "@danfang/domain";

export const upscalerErrors = defineErrors("weights", {
  notAnUpscaler: (d: { file: string; found: string }) => ({
    message: `${d.file} is not an upscaler that can be used: ${d.found}.`,
    hint: "Choose an ESRGAN, Real-ESRGAN, SwinIR, DAT or SPAN model, or Lanczos, which needs no file.",
  }),
});
