import { defineErrors } from "@danfang/domain";

export const weightsErrors = defineErrors("weights", {
  missingTensor: (d: { file: string; tensor: string }) => ({
    en: {
      message: `${d.file} has no tensor "${d.tensor}".`,
      hint: "The file is incomplete or of another kind. Fetch it again if it should be a checkpoint.",
    },
    zh: {
      message: `${d.file} 里没有张量「${d.tensor}」。`,
      hint: "文件不完整，或者是别的种类。它本该是大模型的话，请重新下载。",
    },
    do: "inspectFile",
  }),
  unexpectedShape: (d: { file: string; tensor: string; expected: string; actual: string }) => ({
    en: {
      message: `${d.file}: tensor "${d.tensor}" has shape ${d.actual}, where ${d.expected} fits the rest of the network.`,
      hint: "The file was damaged or merged wrongly. Fetch the original again.",
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」是 ${d.actual}，而网络的其余部分要 ${d.expected}。`,
      hint: "文件坏了，或是融合时出了错。请下载原来的文件。",
    },
  }),
  unsupportedPrecision: (d: { file: string; tensor: string; dtype: string }) => ({
    en: {
      message: `${d.file}: tensor "${d.tensor}" is stored as ${d.dtype}, which cannot be run.`,
      hint: "Use a version of the model saved as fp16, bf16 or fp32.",
    },
    zh: {
      message: `${d.file} 的张量「${d.tensor}」存成了 ${d.dtype}，没法运行。`,
      hint: "请用 fp16、bf16 或 fp32 的版本。",
    },
  }),
  notACheckpoint: (d: { file: string; found: string }) => ({
    en: {
      message: `${d.file} is not a Stable Diffusion checkpoint that can be painted with: ${d.found}.`,
      hint: "Choose a checkpoint (the large file, usually 2 GB and more) as the model.",
    },
    zh: {
      message: `${d.file} 不是能用来画图的大模型：${d.found}。`,
      hint: "大模型是最大的那个文件，一般 2 GB 以上。",
    },
    do: "inspectFile",
  }),
  notAVae: (d: { file: string; found: string }) => ({
    en: {
      message: `${d.file} is not a VAE: ${d.found}.`,
      hint: "Choose a file from the VAE folder, or the automatic one.",
    },
    zh: { message: `${d.file} 不是 VAE：${d.found}。`, hint: "请选 VAE 文件夹里的文件，或用自动的。" },
    do: "chooseVae",
  }),
  unsupportedFamily: (d: { file: string; family: string }) => ({
    en: {
      message: `${d.file} belongs to the ${d.family} family, which cannot be painted with yet.`,
      hint: "Use a checkpoint of Stable Diffusion 1.x, 2.x or XL.",
    },
    zh: {
      message: `${d.file} 属于 ${d.family} 系列，暂时还画不了。`,
      hint: "请用 Stable Diffusion 1.x、2.x 或 XL 的大模型。",
    },
  }),
  badConfiguration: (d: { file: string; fault: string }) => ({
    en: {
      message: `${d.file}: ${d.fault}.`,
      hint: "The .yaml beside a checkpoint must be the LDM configuration that its author published. Correct it, or move it away to use the defaults of the family.",
    },
    zh: {
      message: `${d.file} 有问题：${d.fault}。`,
      hint: "大模型旁边的 .yaml 必须是作者发布的 LDM 配置。请改正；移走它就用该系列的默认配置。",
    },
  }),
  badHeads: (d: { file: string; tensor: string; width: number; heads: number }) => ({
    en: {
      message: `${d.file}: ${d.heads} attention heads do not divide the width ${d.width} of "${d.tensor}".`,
      hint: "Put the author's LDM configuration beside the checkpoint, under the same name with the suffix .yaml.",
    },
    zh: {
      message: `${d.file}：「${d.tensor}」的宽度 ${d.width} 不能被 ${d.heads} 个注意力头整除。`,
      hint: "把作者的 LDM 配置放在大模型旁边，同名，后缀 .yaml。",
    },
  }),
});
