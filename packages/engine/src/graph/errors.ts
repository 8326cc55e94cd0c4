import { defineErrors } from "@danfang/domain";

export const graphErrors = defineErrors("engine", {
  scatteredTensor: (d: { file: string; tensor: string }) => ({
    en: {
      message: `${d.file}: the numbers of tensor "${d.tensor}" are part of a larger tensor, and cannot be used where they lie.`,
      hint: "Save the model again as .safetensors, with the program that it was made in.",
    },
    zh: {
      message: `${d.file} 里的张量「${d.tensor}」不是连续存放的，不能直接使用。`,
      hint: "用原来的程序把模型另存为 .safetensors。",
    },
  }),
});
