import { defineErrors, type Reason } from "@danfang/domain";

export const upscalerErrors = defineErrors("weights", {
  notAnUpscaler: (d: { file: string; found: Reason }) => ({
    en: {
      message: `${d.file} is not an upscaler that can be used: ${d.found.en}.`,
      hint: "Choose an ESRGAN, Real-ESRGAN, SwinIR, DAT or SPAN model, or Lanczos, which needs no file.",
    },
    zh: {
      message: `${d.file} 不是可用的放大模型：${d.found.zh}。`,
      hint: "请选择 ESRGAN、Real-ESRGAN、SwinIR、DAT 或 SPAN 模型，或者用不需要文件的 Lanczos。",
    },
  }),
});
