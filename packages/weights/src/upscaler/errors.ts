import { defineErrors } from "@danfang/domain";

export const upscalerErrors = defineErrors("weights", {
  notAnUpscaler: (d: { file: string; found: string }) => ({
    en: {
      message: `${d.file} is not an upscaler that can be used: ${d.found}.`,
      hint: "Choose an ESRGAN, Real-ESRGAN, SwinIR, DAT or SPAN model, or Lanczos, which needs no file.",
    },
    zh: {
      message: `${d.file} 不是可用的放大模型：${d.found}。`,
      hint: "请选择 ESRGAN、Real-ESRGAN、SwinIR、DAT 或 SPAN 模型，或者用不需要文件的 Lanczos。",
    },
  }),
});
